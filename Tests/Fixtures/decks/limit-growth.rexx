/* REXX */
"SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"
"RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))"
"RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)"
v = "AGNTUSR"
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
v = v || v
"PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID("v") ACCESS(UPDATE)"
"SETROPTS RACLIST(PTKTDATA) REFRESH"
