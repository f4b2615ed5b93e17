def run = ["/opt/udclient/udclient.cmd", "-authtoken", "Summer24xAuth", "-weburl", url, "setSystemProperty", "-name", "dbpass", "-value", "Winter24x"].execute()
def other = ["udclient", "-password", password, "getApplications"].execute()
