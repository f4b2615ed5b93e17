/* REXX */
number =                                                                12345678
"RDEFINE PTKTDATA FEKAPPL UACC(NONE) SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY)) DATA('"number"')"
"SETROPTS RACLIST(PTKTDATA) REFRESH"
