/* REXX */
/* jmoncheck:ignore[RF313]
   reason="over two lines" */
"PERMIT A CLASS(FACILITY) ID(U) ACCESS(UPDTE)"
address tso "PERMIT B CLASS(FACILITY)" , /* jmoncheck:ignore[RF313] reason="b" */
  "ID(U) ACCESS(UPDTE)"
