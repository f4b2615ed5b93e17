start is
    start PAY
end
plugin step PAY is
    plugin "IMS"
    command "Execute IMS Command"
    property hostName = "${p:jes.host}"
    property jobMonitorPort = "${p:jes.monitor.port}"
    property userName = "${p:jes.user}"
    property password = ""
on success
    finish
end
