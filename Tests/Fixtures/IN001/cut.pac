start is
    start "submit"
end
plugin step "submit" is
    plugin "zOS Utility"
    command "Submit Job"
    property "hostname" = "${p:jes.host}"
    property "password" = "Tuesday7
