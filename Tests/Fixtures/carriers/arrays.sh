#!/bin/bash
# Liberty angel / PassTickets
function tso() {
   /bin/tsocmd "$1" 2>/dev/null
   return $?
}
declare -a CMDS=(
  "RDEFINE SERVER BBG.ANGEL UACC(NONE)"
  "PERMIT BBG.ANGEL CLASS(SERVER) ACCESS(READ) ID(LIBSERV)"
  'RDEFINE PTKTDATA BBGZDFLT UACC(NONE) SSIGNON(KEYENCRYPTED('"${KEY}"'))'
)
for c in "${CMDS[@]}"; do tso "$c"; done
case "$1" in
  permit) tso "PERMIT IRRPTAUTH.BBGZDFLT.* CLASS(PTKTDATA) ID($2) ACCESS(UPDATE)";;
  *) echo "usage: $0 permit USER"; exit 1;;
esac
[ "$REFRESH" = yes ] && tso 'SETROPTS RACLIST(PTKTDATA) REFRESH'
tso "ALTUSER $U PASSWORD($(cat /tmp/pw)) NOEXPIRED"
