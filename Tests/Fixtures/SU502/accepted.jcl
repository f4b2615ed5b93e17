//RACF     JOB (1),'X'
//* jmoncheck:ignore[RF313] reason="a long reason that does not
//*   fit on one card" owner=RACFADM until=2099-12-31
//S1       EXEC PGM=IKJEFT01
//SYSTSIN  DD *
  /* JMONCHECK:IGNORE[RF313] REASON="CAPS ON" */                        00000010
  /*   OWNER=RACFADM */                                                 00000015
  PERMIT A CLASS(FACILITY) ID(U) ACCESS(UPDTE)                          00000020
/*
//S2       EXEC PGM=IKJEFT01
//* jmoncheck:ignore[RF313] reason="all of this DD statement"
//SYSTSIN  DD *
  PERMIT B CLASS(FACILITY) ID(U) ACCESS(UPDTE)
  PERMIT C CLASS(FACILITY) ID(U) ACCESS(UPDTE)
/*
