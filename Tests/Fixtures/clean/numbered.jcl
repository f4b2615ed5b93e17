//RACFPTK  JOB (ACCT),'PASSTICKET SETUP',CLASS=A,MSGCLASS=H,            00000100
//             NOTIFY=&SYSUID                                           00000200
//*                                                                     00000300
//* PassTickets for UrbanCode Deploy: application FEKAPPL               00000400
//*                                                                     00000500
//RACF     EXEC PGM=IKJEFT01,DYNAMNBR=20,REGION=0M                      00000600
//SYSTSPRT DD SYSOUT=*                                                  00000700
//SYSPRINT DD DUMMY                                                     00000800
//SYSTSIN  DD *                                                         00000900
  SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)                         00001000
  SETROPTS GENERIC(PTKTDATA)                                            00001100
  RDEFINE PTKTDATA FEKAPPL UACC(NONE) -                                 00001200
    DATA('URBANCODE DEPLOY') -                                          00001300
    APPLDATA('NO REPLAY PROTECTION - DO NOT CHANGE') -                  00001400
    SSIGNON(KEYLABEL(PTK.FEKAPPL.KEY))                                  00001500
  RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)                   00001600
  PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) -                      00001700
    ID(AGNTUSR) ACCESS(UPDATE)                                          00001800
  SETROPTS RACLIST(PTKTDATA) REFRESH                                    00001900
/*                                                                      00002000
//                                                                      00002100
