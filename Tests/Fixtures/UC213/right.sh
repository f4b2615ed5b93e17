#!/bin/sh
export DS_PASSWORD="$(cat /run/secrets/ucd)"
alias udclient='/opt/udclient/udclient -weburl https://ucd.example.com -username admin -password "$DS_PASSWORD"'
udclient setEnvironmentProperty -application A -environment TEST -name jes.password -value "$JES_PW" -isSecure true
curl -u "$UCD_USER:$UCD_PW" -X PUT "https://ucd.example.com/cli/environment/propValue?application=A&environment=TEST&name=jes.password&value=$JES_PW&isSecure=true"
