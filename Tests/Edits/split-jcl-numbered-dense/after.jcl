//RACF     JOB (ACCT),CLASS=A                                           00000001
//TSO      EXEC PGM=IKJEFT01                                            00000002
//SYSTSPRT DD SYSOUT=*                                                  00000003
//SYSTSIN  DD *                                                         00000004
SETROPTS GENERIC(PTKTDATA)                                              00000005
SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)                                   
RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)                     00000006
PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) -            00000007
  ACCESS(UPDATE)                                                        00000008
SETROPTS RACLIST(PTKTDATA) REFRESH                                      00000009
/*                                                                      00000010
