//RACF     JOB
//RUN      EXEC PGM=IKJEFT01
//SYSTSPRT DD SYSOUT=*
//SYSTSIN  DD *
 /* activate the class                                                 */
  SETROPTS CLASSACT(PTKTDATA)
 /* its profiles in storage                                           */
  SETROPTS RACLIST(PTKTDATA)
/*
