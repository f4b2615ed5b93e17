/* REXX: collects commands, then runs them */
arg appl user .
cmd.0 = 0
call add "RDEFINE PTKTDATA" appl "UACC(NONE) SSIGNON(KEYLABEL(PTK.KEY)) APPLDATA('NO REPLAY PROTECTION')"
call add "RDEFINE PTKTDATA IRRPTAUTH."appl"."user "UACC(NONE)"
last = "SETROPTS RACLIST(PTKTDATA) REFRESH"
final = last
call add final
call tell "PERMIT is up to the owner of the profile"
help = "RLIST PTKTDATA FEKAPPL"
text = help
say text
do i = 1 to cmd.0
  say cmd.i
  address tso cmd.i
end
exit
add: parse arg command
  n = cmd.0 + 1
  cmd.n = command
  cmd.0 = n
  return
tell: parse arg line
  say line
  return
