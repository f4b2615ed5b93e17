#!/bin/bash
# usage text is none of these
echo "usage: udclient -username U -password PASSWORD setEnvironmentProperty"
run() { "$UDCLIENT_HOME/udclient" -weburl "$URL" -authtoken "$TOKEN" "$@"; }
run setEnvironmentProperty -application PAY -environment TEST -name jes.password -value Clear81 -isSecure true
ssh zos1 "udclient -username admin -password Clear82 setSystemProperty -name a -value b"
sh -c 'udclient -authtoken "$T" setEnvironmentProperty -application P -environment T -name jes.password -value Clear83'
