#!/bin/sh
export DS_AUTH_TOKEN=0a1b2c3d-4e5f-6789-abcd-ef0123456789
PW='Clear98'
UDC="/opt/udclient/udclient -username admin -password Adm1n78 -weburl https://ucd.example.com:8443"
$UDC setEnvironmentProperty -application PAY -environment TEST -name jes.password -value "$PW" -isSecure true
udclient -authtoken ${DS_AUTH_TOKEN} setEnvironmentProperty -application PAY -environment "$1" \
  -name jes.monitor.port -value 6715
udclient -password="Quoted12" setEnvironmentProperty -application PAY -environment TEST -name jes.user -value "$2"
