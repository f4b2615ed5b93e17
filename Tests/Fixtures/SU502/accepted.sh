#!/bin/sh
# jmoncheck:ignore[RF313] reason="sh"
tsocmd "PERMIT A CLASS(FACILITY) ID(U) ACCESS(UPDTE)"
tsocmd "PERMIT B CLASS(FACILITY) ID(U) ACCESS(UPDTE)" # jmoncheck:ignore[RF313] reason="behind it"
# jmoncheck:ignore[RF313] reason="the here document"
tsocmd <<EOF
PERMIT C CLASS(FACILITY) ID(U) ACCESS(UPDTE)
PERMIT D CLASS(FACILITY) ID(U) ACCESS(UPDTE)
EOF
