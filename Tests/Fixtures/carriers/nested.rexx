/* rexx - a /* nested "LISTUSER N" */ comment */
signal on error
"LISTUSER A" ; "LISTUSER B"
'LISTGRP' grp 'OMVS'
ADDRESS "TSO" 'LISTUSER C'
if x then "LISTUSER D"; else "LISTUSER E"
"PERMIT A.B CLASS(FACILITY)" ,
   "ID("u")" || ,
   " ACCESS(READ)"
"RDEFINE FACILITY A.B UACC(NONE)" /* comment "LISTUSER X" */
z = listuser('A')
"LISTUSER" userid()
rc = tso("LISTUSER F")
say "LISTUSER" G
q = "'LISTUSER H'"
do forever; "LISTUSER I"; leave; end
"TSO LISTUSER J"
address ispexec "SELECT CMD(LISTUSER K)"
"EXECIO * DISKR X (STEM A. FINIS"
x = outtrap("a."); "LISTUSER L"; x = outtrap("OFF")
upper cmd
'EX ''A.B(C)'' ''LISTUSER M'''
call tso "LISTUSER O"
return 'LISTUSER P'
