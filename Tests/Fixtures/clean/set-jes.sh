#!/bin/sh
# Sets the Job Monitor properties of an environment.
set -eu
UCD="udclient -username $UCD_USER -password $UCD_PASSWORD -weburl https://ucd.example.com:8443"

"$UCD_HOME/udclient" -username "$UCD_USER" -password "$UCD_PASSWORD" -weburl "$UCD_URL" \
    setEnvironmentProperty -application PAYROLL -environment TEST -name jes.host -value localhost
"$UCD_HOME/udclient" -authtoken "$UCD_TOKEN" -weburl "$UCD_URL" \
    setEnvironmentProperty -application PAYROLL -environment TEST -name jes.monitor.port -value 6715
"$UCD_HOME/udclient" -authtoken "$UCD_TOKEN" -weburl "$UCD_URL" setEnvironmentProperty \
    -application PAYROLL -environment TEST -name jes.user -value 'DEPLUSR'
"$UCD_HOME/udclient" -authtoken "$UCD_TOKEN" -weburl "$UCD_URL" setEnvironmentProperty \
    -application PAYROLL -environment TEST -name jes.password -value "$JES_PASSWORD" -isSecure true
