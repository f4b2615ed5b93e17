#!/bin/sh
set -e
tsocmd "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"
tsocmd "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))"
tsocmd "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)"
export LOG=/tmp/racf.log
mkdir -p /tmp/racf && cd /tmp/racf
cp -p "$LOG" "$LOG.old"
chmod 644 /tmp/racf.log
cat /tmp/racf.log | grep -c ICH >> /tmp/count || true
/usr/bin/find . -name '*.log' -exec rm {} \;
awk '{print $1}' /tmp/racf.log | sort | xargs echo
curl -s https://zosmf.example.com/zosmf/restjobs/jobs?owner=ADMIN
tsocmd "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)"
tsocmd "SETROPTS RACLIST(PTKTDATA) REFRESH"
