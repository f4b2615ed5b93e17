/* rexx */
/*-------------------------------------------------------------------*/
/* ADDUSER X DFLTGRP(Y) */
/*-------------------------------------------------------------------*/
trace o
Arg userid .
If userid = '' Then Do
   Say 'ADDUSER userid is missing'
   Exit 8
   End
"RDEFINE FACILITY "prof" UACC(NONE) OWNER("own")"
ADDRESS TSO "ADDUSER" userid "DFLTGRP(SYS1)" ,
     "NAME('"name"')",   /* the name */
     "OWNER(SYS1)"
"ALTUSER "userid" OMVS(UID("uid") HOME('/u/"lower"') PROGRAM('/bin/sh'))"
Address 'TSO' "PERMIT" prof "CLASS(FACILITY)" "ID("userid")" "ACC(READ)"
do i = 1 to groups.0
  "CONNECT" userid "GROUP("groups.i")" "OWNER(SYS1)"; say rc
end
select
  when a = 1 then "SETROPTS RACLIST(FACILITY) REFRESH"
  when b = 2 then do; "SETROPTS GENERIC(*) REFRESH"; end
  otherwise 'RVARY LIST'
end
racfcmd = 'SEARCH CLASS(USER) NOMASK'
call tsocmd racfcmd
racfcmd = "RALTER STARTED" name,
   || " STDATA(USER("u"))"
call tsocmd racfcmd
if word(line,1) = "PERMIT X CLASS(Y)" then nop
text = "DELUSER is dangerous CLASS(X)"
"EXECIO * DISKW OUT (STEM o. FINIS"
out.1 = "RDEFINE FACILITY WRITTEN UACC(NONE)"
x = queued("RLIST")
ADDRESS TSO
'RLIST FACILITY' "BPX.*" ALL
'ADDSD ''SYS1.**'' UACC(READ)'
return
tsocmd: parse arg zcmd
  x = outtrap('L.')
  address tso zcmd
  x = outtrap('off')
return
