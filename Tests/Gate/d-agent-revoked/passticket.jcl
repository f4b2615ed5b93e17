//PTKTSET  JOB (SECADM),'PASSTICKETS FOR JMON',CLASS=A,MSGCLASS=H,
//             NOTIFY=&SYSUID
//*--------------------------------------------------------------------
//* PassTickets for UrbanCode Deploy: the agent (AGNTUSR) submits jobs
//* as USER1 through the Job Monitor, application FEKAPPL.
//*
//* The key was generated in ICSF; its label is all that stands here.
//* The profile may exist for another product that uses this Job
//* Monitor: RLIST PTKTDATA FEKAPPL SSIGNON NORACF shows it, and then
//* RDEFINE of FEKAPPL changes nothing.
//*--------------------------------------------------------------------
//RACF     EXEC PGM=IKJEFT01,DYNAMNBR=20
//SYSTSPRT DD SYSOUT=*
//SYSTSIN  DD *
  /* 1. the class: active, in storage, with generic names            */
  SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)
  SETROPTS GENERIC(PTKTDATA)
  SETROPTS AUDIT(PTKTDATA)

  /* 2. the key, by label                                            */
  RDEFINE PTKTDATA FEKAPPL UACC(NONE) OWNER(SECADM) -
    DATA('URBANCODE DEPLOY') -
    APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE') -
    SSIGNON(KEYLABEL(PTKT.FEKAPPL.DES.KEY))

  /* 3. who may generate for whom: one profile per target            */
  RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE) -
    OWNER(SECADM) AUDIT(ALL(UPDATE)) -
    DATA('JOBS THAT DEPLOYMENTS SUBMIT')
  PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) -
    ID(AGNTUSR) ACCESS(UPDATE)
  PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(SECADM) DELETE

  /* 4. everything counts from here on                               */
  SETROPTS RACLIST(PTKTDATA) REFRESH

  RLIST PTKTDATA FEKAPPL SSIGNON NORACF
  RLIST PTKTDATA IRRPTAUTH.FEKAPPL.USER1 AUTHUSER
  ALTUSER AGNTUSR REVOKE
/*
//
