//RACF     JOB (ACCT),CLASS=A                                           00000010
//TSO      EXEC PGM=IKJEFT01                                            00000020
//SYSTSPRT DD SYSOUT=*                                                  00000030
//SYSTSIN  DD *                                                         00000040
RDEFINE PTKTDATA X UACC(NONE) OWNER(SYS1)                               00000050
SETROPTS RACLIST(PTKTDATA) REFRESH                                      00000060
/*                                                                      00000070
