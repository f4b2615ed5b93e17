start is
    start PAY
end
plugin step PAY is
    plugin "zOS Utility"
    command "Submit Job"
    property jclString = "//PAYJ JOB ,'PAY'"
    property hostname = "${p:jes.host}"
    property port = "${p:jes.monitor.port}"
    property userid = "${p:jes.user}"
    property password = "Tuesday7"
    property usePassticket = "true"
on success
    finish
end
