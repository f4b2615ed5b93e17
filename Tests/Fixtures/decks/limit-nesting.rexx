/* REXX */
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
if x then do
"SETROPTS CLASSACT(PTKTDATA) RACLIST(PTKTDATA)"
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
end
