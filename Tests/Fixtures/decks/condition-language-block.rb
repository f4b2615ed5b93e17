execute 'a' do
  command 'tsocmd "SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"'
end
execute 'k' do
  command 'tsocmd "RDEFINE PTKTDATA FEKAPPL SSIGNON(KEYLABEL(P.K))"'
end
execute 'd' do
  command 'tsocmd "RDEFINE PTKTDATA IRRPTAUTH.FEKAPPL.USER1 UACC(NONE)"'
end
execute 'p' do
  command 'tsocmd "PERMIT IRRPTAUTH.FEKAPPL.USER1 CLASS(PTKTDATA) ID(AGNTUSR) ACCESS(UPDATE)"'
  only_if 'test -f /x'
end
execute 'r' do
  command 'tsocmd "SETROPTS RACLIST(PTKTDATA) REFRESH"'
end
