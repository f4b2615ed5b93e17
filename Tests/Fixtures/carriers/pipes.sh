#!/bin/env bash
RUN="tsocmd"
$RUN "RLIST FACILITY BPX.SUPERUSER"
for cmd in "SETROPTS CLASSACT(PTKTDATA)" \
           "SETROPTS RACLIST(PTKTDATA)"; do
  tsocmd "$cmd"
done
cat > /tmp/deck <<EOF
RDEFINE PTKTDATA FEKAPPL UACC(NONE)
EOF
ssh zos 'tsocmd "LISTUSER AGNTUSR"'
zowe zos-tso issue command "LISTGRP UCD" --account 1
zowe tso issue cmd "SEARCH CLASS(PTKTDATA)"
mvscmdauth --pgm=IKJEFT01 --systsprt=* --systsin=stdin <<XX
  PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) -
    ID(AGNTUSR) ACCESS(UPDATE)
XX
echo "SETROPTS RACLIST(PTKTDATA) REFRESH" | tsocmd
out=$(tsocmd "RLIST PTKTDATA FEKAPPL" 2>&1)
tsocmd rlist ptktdata fekappl ssignon
tsocmd "rdefine ptktdata irrptauth.fekappl.user1 " \
  "uacc(none)"
printf "RDEFINE PTKTDATA A UACC(NONE)\nRDEFINE PTKTDATA B UACC(NONE)\n" | tsocmd
echo "RDEFINE PTKTDATA C" || tsocmd "LISTGRP A"
