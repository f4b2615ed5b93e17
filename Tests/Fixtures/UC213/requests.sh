#!/bin/sh
CREDENTIALS=admin:Zq7Wx4Kp
curl -u $CREDENTIALS https://ucd.example.com:8443/cli/application/info
curl -kuadmin:Zq7Wx4Kp https://ucd.example.com:8443/cli/application/info
curl -su admin:Zq7Wx4Kp https://ucd.example.com:8443/cli/application/info
curl --user=admin:Zq7Wx4Kp https://ucd.example.com:8443/cli/application/info
curl --insecure \
  -u \
  admin:Zq7Wx4Kp https://ucd.example.com:8443/cli/application
curl -G https://ucd.example.com:8443/cli/environment/propValue --data-urlencode 'name=jes.password' --data-urlencode 'value=Zq7Wx4Kp'
curl -H 'X-Auth-Token: Zq7Wx4Kp' https://ucd.example.com:8443/cli/application
curl -u "$UCD_USER:$UCD_PW" --user-agent my:agent1 -o out:1 https://ucd.example.com:8443/cli/application
