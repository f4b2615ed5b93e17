#!/bin/sh
# the here-document may be indented by tabs, its end as well
if [ "$1" = define ]; then
	tsocmd <<-EOF
	RDEFINE PTKTDATA FEKAPPL UACC(NONE) -
	  SSIGNON(KEYLABEL(PTK.KEY))
		EOF
	tsocmd "SETROPTS RACLIST(PTKTDATA) REFRESH"
fi
cat <<-END > /dev/null
	tsocmd "RDEFINE FACILITY WRITTEN.SCRIPT UACC(NONE)"
END
tsocmd "LISTUSER AGNTUSR"
