//ZWESECUR JOB
//*
//* This program and the accompanying materials are made available
//*
//* Zowe Open Source Project
//* This JCL can be used to define security permits for Zowe
//*
//*********************************************************************
//         EXPORT SYMLIST=*
//*
//         SET  PRODUCT=RACF         * RACF, ACF2, or TSS
//*                     12345678
//         SET ADMINGRP=ZWEADMIN     * group for Zowe started tasks
//         SET   STCGRP=&ADMINGRP.   * started task group
//         SET ZOWEUSER=ZWESVUSR     * userid for Zowe started task
//         SET  ZISUSER=ZWESIUSR     * userid for ZIS started task
//         SET  ZOWESTC=ZWESLSTC     * Zowe main started task name
//         SET   ZISSTC=ZWESISTC     * ZIS cross memory started task name
//         SET      HLQ=ZWE          * data set high level qualifier
//         SET  SYSPROG=&ADMINGRP.   * system programmer user ID/group
//*                     12345678
//* end Setup
//RUN      EXEC PGM=IKJEFT01,REGION=0M
//*
//SYSTSPRT DD SYSOUT=*
//SYSUADS  DD DSN=SYS1.UADS,DISP=SHR
//SYSTSIN  DD DDNAME=&PRODUCT
//*
//*********************************************************************
//*
//* RACF ONLY, customize to meet your system requirements
//*
//RACF     DD DATA,DLM=$$,SYMBOLS=JCLONLY
/* define groups and users ......................................... */

/* - Add SUPGROUP(...) to the ADDGROUP commands                     */
  LISTGRP  &ADMINGRP. OMVS
  ADDGROUP &ADMINGRP. OMVS(AUTOGID) -
   DATA('ZOWE ADMINISTRATORS')

/* group for started tasks                                           */
  LISTGRP  &STCGRP. OMVS
  ADDGROUP &STCGRP. OMVS(AUTOGID) -
   DATA('STARTED TASK GROUP WITH OMVS SEGMENT')

  LISTUSER &ZOWEUSER. OMVS
  ADDUSER  &ZOWEUSER. -
   NOPASSWORD -
   DFLTGRP(&STCGRP.) -
   OMVS(HOME(/tmp) PROGRAM(/bin/sh) AUTOUID) -
   NAME('ZOWE SERVER') -
   DATA('ZOWE MAIN SERVER')

/* define started task ............................................. */
  RDEFINE  STARTED &ZOWESTC..* -
   STDATA(USER(&ZOWEUSER.) GROUP(&STCGRP.) TRUSTED(NO)) DATA('ZOWE')
  SETROPTS RACLIST(STARTED) REFRESH
  RLIST    STARTED &ZOWESTC..* ALL STDATA

  RDEFINE FACILITY ZWES.IS UACC(NONE)
  PERMIT ZWES.IS CLASS(FACILITY) ACCESS(READ) -
   ID(&ZOWEUSER.)
  SETROPTS RACLIST(FACILITY) REFRESH
  ADDSD '&HLQ..**' UACC(READ) DATA('zowe')
  PERMIT '&HLQ..**' CLASS(DATASET) ACCESS(ALTER) ID(&SYSPROG.)
  SETROPTS GENERIC(DATASET) REFRESH
  RDEFINE PTKTDATA IRRPTAUTH.*.&ZOWEUSER. UACC(NONE)

/* ................................................................. */
/* DO NOT ALTER THIS LINE */
  CALL *(IEFBR14)
$$
//*
//*********************************************************************
//*
//* ACF2 ONLY, customize to meet your system requirements
//*
//ACF2     DD DATA,DLM=$$,SYMBOLS=JCLONLY
ACF
SET PROFILE(GROUP) DIV(OMVS)
INSERT &ADMINGRP. AUTOGID
SET LID
INSERT &ZOWEUSER. STC GROUP(&STCGRP.)
SET CONTROL(GSO)
INSERT STC.&ZOWESTC. LOGONID(&ZOWEUSER.) -
GROUP(&STCGRP.) STCID(&ZOWESTC.)
F ACF2,REFRESH(STC)
SET RESOURCE(FAC)
RECKEY ZWES ADD(IS SERVICE(READ) ROLE(&STCGRP.) ALLOW)
F ACF2,REBUILD(FAC)
END
$$
//*
//TSS      DD DATA,DLM=$$,SYMBOLS=JCLONLY
TSS LIST(&ADMINGRP.) DATA(ALL) SEGMENT(OMVS)
TSS CREATE(&ADMINGRP.) TYPE(GROUP) -
 NAME('ZOWE ADMINISTRATORS') DEPT(&STCGRP.)
TSS ADDTO(&ADMINGRP.) GID(?)
TSS PERMIT(&ZOWEUSER.) IBMFAC(ZWES.IS) ACCESS(READ)
$$
//*
//
