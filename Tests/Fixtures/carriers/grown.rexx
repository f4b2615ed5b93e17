/* REXX */
arg prof id
cmd = "PERMIT" prof
cmd = cmd "CLASS(PTKTDATA)"
cmd = cmd "ID("id") ACCESS(UPDATE)"
address tso cmd
c2 = 'RDEFINE PTKTDATA 'prof
c2 = c2 || ' UACC(NONE)'
c2
