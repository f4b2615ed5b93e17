/* REXX */                                                              00000010
address tso                                                             00000020
"SETROPTS GENERIC(PTKTDATA)"                                            00000030
"SETROPTS CLASSACT(PTKTDATA)"                                           00000035
"RDEFINE PTKTDATA FEKAPPL UACC(NONE) DATA('URBANCODE DEPLOY')"          00000040
"SETROPTS RACLIST(PTKTDATA) REFRESH"                                    00000050
exit 0                                                                  00000060
