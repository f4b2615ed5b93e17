//DB2AUTH  JOB (1234),'DB2',CLASS=A,MSGCLASS=H,NOTIFY=&SYSUID
//*********************************************************************
//* DEFINE RACF PROFILES
//*********************************************************************
//STEP1    EXEC TSOBATCH
//SYSTSIN  DD   *                                                       00010000
 /* DEFINE THE PROTECTED ACCESS PROFILES */                             00020000
 RDEFINE DSNR (DB2A.BATCH DB2A.DIST DB2A.RRSAF) OWNER(DB2OWNER) +       00030000
   UACC(NONE)                                                           00040000
 PE DB2A.DIST CL(DSNR) ID(DDFUSER) AC(READ)                             00050000
 SETR RACLIST(DSNR) REF                                                 00060000
 setropts classact(dsnr) /* lower */                                    00070000
//STEP2   EXEC PGM=IKJEFT01,PARM='%MYEXEC'
//SYSEXEC  DD DSN=X,DISP=SHR
//SYSTSPRT DD SYSOUT=*
//SYSTSIN  DD DUMMY
//STEP3   EXEC PGM=IKJEFT1A,COND=(4,LT)
//SYSTSPRT DD SYSOUT=*
//SYSTSIN  DD DATA,
//            DLM='#%'
 DSN SYSTEM(DB2A)
  RUN PROGRAM(DSNTIAD) PLAN(DSNTIA)
 END
 PROFILE PREFIX(SYS1)
 ALLOC F(X) DA('A.B') SHR
 RDEFINE FACILITY X.Y UACC(NONE)
//SYSIN DD *
#%
// IF (STEP3.RC = 0) THEN
//S4 EXEC PGM=IKJEFT01
//SYSTSIN DD *,SYMBOLS=EXECSYS
 ALTUSER &SYSUID RESUME; LU X
 RDEFINE RACFVARS &RACLNDE UACC(NONE)
/*
// ENDIF
//S5 EXEC PGM=IKJEFT01
//SYSTSIN DD *
 ADDGROUP (G1 G2) SUPGROUP(SYS1) OWNER(SYS1) -

 CONNECT U1 GROUP(G1)
 RDEFINE FACILITY
//
