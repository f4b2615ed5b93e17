/* REXX */
"SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"
"RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))"
"RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)"
x = "AGNTUSR"
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
x = x || x
"PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID("x") ACCESS(UPDATE)"
"SETROPTS RACLIST(PTKTDATA) REFRESH"
