#!/bin/sh
racf() { tsocmd "$@"; }
racf "ADDGROUP UCD OMVS(AUTOGID)"
cmds="
SETROPTS CLASSACT(PTKTDATA)
SETROPTS RACLIST(PTKTDATA)
"
echo "$cmds" | while read c; do tsocmd "$c"; done
tsocmd "ALTUSER ${U} PASSWORD('${PW}') NOEXPIRED"
/bin/tsocmd 'RDEFINE PTKTDATA X SSIGNON(KEYMASKED('$KEY'))'
if tsocmd "LISTUSER AGNTUSR" >/dev/null 2>&1; then :; fi
tsocmd "rlist ptktdata *" | grep -i fekappl
submit <<!
//J JOB
//S EXEC PGM=IKJEFT01
//SYSTSIN DD *
  RDELETE PTKTDATA OLD
!
cat <<'EOF' | tsocmd
SETROPTS LIST
EOF
