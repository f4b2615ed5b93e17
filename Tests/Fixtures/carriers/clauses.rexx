/* rexx */
"ALLOC F(SYSTSIN) ..."
say "PERMIT done"
/* "RDELETE PTKTDATA FEKAPPL" */
tso = 'TSO'
address tso
parse var line cmd .
if mode = 'DEL' then 'RDELETE PTKTDATA' prof
else if mode = 'ADD' then do; "RDEFINE PTKTDATA" prof; "SETROPTS RACLIST(PTKTDATA) REFRESH"; end
select
  when a = 1 then "PERMIT" prof "CLASS(PTKTDATA)",
                  "ID("user") ACCESS("acc")"
  otherwise "LISTUSER" user
end
interpret "'LG UCD'"
msg = 'PERMIT' prof 'failed'
c = "CONNECT" user "GROUP("grp")"
address 'TSO' c
out.1 = 'RDEFINE FACILITY 'x' UACC(NONE)'
"EXECIO 1 DISKW OUT (STEM out."
call sysdef "RALTER PTKTDATA FEKAPPL DATA('x')"
