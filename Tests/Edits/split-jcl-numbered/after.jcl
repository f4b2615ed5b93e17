//RACF     JOB (ACCT),CLASS=A                                           00000010
//TSO      EXEC PGM=IKJEFT01                                            00000020
//SYSTSPRT DD SYSOUT=*                                                  00000030
//SYSTSIN  DD *                                                         00000040
SETROPTS GENERIC(PTKTDATA)                                              00000050
SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)                           00000055
RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)                     00000060
PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) -            00000070
  ACCESS(UPDATE)                                                        00000080
SETROPTS RACLIST(PTKTDATA) REFRESH                                      00000090
/*                                                                      00000100
