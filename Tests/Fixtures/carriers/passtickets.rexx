/* REXX - define PassTickets
   nested /* RDEFINE */ comment "RDEFINE X Y UACC(NONE)"
*/
parse upper arg appl user key
say "RDEFINE PTKTDATA" appl "UACC(NONE) will be issued"
address tso
"RDEFINE PTKTDATA "appl" UACC(NONE) SSIGNON(KEYMASKED("key"))",
  "APPLDATA('NO REPLAY PROTECTION')"
if rc <> 0 then say 'RDEFINE FAILED'
"PERMIT IRRPTAUTH."appl".* CLASS(PTKTDATA) ID("user") ACCESS(UPDATE)"
if rc = 0 then 'SETROPTS RACLIST(PTKTDATA) REFRESH'
else do
  Address TSO 'RLIST PTKTDATA' appl 'SSIGNON NORACF'
end
cmd = "ALTUSER" user "PASSPHRASE('it''s me')"
x = OUTTRAP('out.')
cmd
msg = "PERMIT was done CLASS(X)"
rdef.1 = "RDEFINE FACILITY A.B UACC(NONE)"
rdef.2 = 'RDEFINE FACILITY C.D OWNER(SYS1) DATA(''x y'')'
do i = 1 to 2
  address tso rdef.i
end
call runit "CONNECT" user "GROUP(SYS1)"
rc2 = runit("REMOVE" user "GROUP(SYS1)")
address dsnrexx "CONNECT" ssid
address ispexec "SELECT CMD(RDEFINE)"
if cmd = "DELUSER X" then exit
queue "RDEFINE FACILITY Q UACC(NONE)"
parse value "PERMIT A CLASS(B)" with x y
"ALTUSER" user,
   "TSO(ACCTNUM("acct")" ||,
   " PROC(IKJACCNT))"
exit 0
runit: procedure
parse arg command
address tso command
return rc
