/* REXX */
parse arg user
queue ("SETROPTS CLASSACT(PTKTDATA)")
command = "LISTGRP OPS"
queue command
push "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA)" ,
  "ID("user") ACCESS(UPDATE)"
queue
"EXECIO" queued() "DISKW SYSTSIN (FINIS"
exit
