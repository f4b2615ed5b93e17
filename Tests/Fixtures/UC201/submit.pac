start is
    start "submit"
end

plugin step "submit" is
    plugin "zOS Utility"
    command "Submit Job"
    property "hostname" = "${p:jes.host}"
    property "port" = "${p:jes.monitor.port}"
    property "userid" = "${p:jes.user}"
    property "password" = "Tuesday7"
    property "usePassticket" = "true"
on success
    finish
end
