start is
    start PAY
end
plugin step PAY is
    plugin "zOS Utility"
    command "FTP Artifacts"
    property hostname = "ftp.example.com"
    property username = "bob"
    property password = "Tuesday7"
on success
    finish
end
