#!/bin/bash
set -e
TSO="tsocmd"
function define {
  local p="$1"
  $TSO "RDEFINE FACILITY ${p} UACC(NONE)" >>$LOG 2>&1
}
usage() { echo "usage: PERMIT X CLASS(Y)"; }
tsocmd "RDEFINE SERVAUTH EZB.PORTACCESS.*.*.X UACC(NONE)"  &&
  tsocmd "PERMIT EZB.* CLASS(SERVAUTH) ID(*) ACCESS(READ)" ;
/bin/tsocmd "SETROPTS RACLIST(SERVAUTH) REFRESH" | tee log
if tsocmd "LISTUSER $U" | grep -q "PROTECTED"; then echo yes; fi
tsocmd "ALTUSER $U PASSWORD(\"$PW\")"
tsocmd 'RDEFINE STARTED A.* STDATA(USER(X) GROUP('$G'))'
tsocmd RDEFINE FACILITY UNQ.X 'UACC(NONE)'
cat <<'EOT' > /tmp/x.rexx
/* REXX */
"RDELETE FACILITY X"
EOT
cat <<EOT
Usage: permit users
  RDEFINE needs a class
EOT
printf 'SETROPTS LIST\n' | tsocmd
submit <<EOJ
//J JOB
//S EXEC PGM=IKJEFT01
//SYSTSIN DD *
 PERMIT $P CLASS(FACILITY) ID($U)
/*
EOJ
cmds=(
 "RDEFINE FACILITY ARR.1 UACC(NONE)"
 'SETROPTS GENERIC(FACILITY)'
)
