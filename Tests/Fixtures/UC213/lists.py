import os
import subprocess

os.environ["DS_PASSWORD"] = "Zq7Wx4Kp"
command = ["udclient", "setSystemProperty"]
command += ["-name", "jes.password", "-value", "Zq7Wx4Kp"]
subprocess.check_call(command)
requests.put(URL + "/cli/environment/propValue", auth=("admin", "Zq7Wx4Kp"),
             params={"name": "jes.password", "value": "Zq7Wx4Kp"})
