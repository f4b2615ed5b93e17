start is
    start PAY
end
plugin step PAY is
    plugin "zOS Utility"
    command "Wait For Job"
    property hostname = "${p:jes.host}"
    property port = "${p:jes.monitor.port}"
    property userid = "${p:jes.user}"
    property password = "${p?:jes.password}"
    property usePassticket = "true"
    property jobId = "${p:submitStepName/JobId}"
on success
    finish
end
