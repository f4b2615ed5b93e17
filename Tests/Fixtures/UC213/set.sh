#!/bin/sh
UCD=https://ucd.example.com:8443
udclient -username admin -password Tuesday7 -weburl $UCD setEnvironmentProperty -application PAY -environment TEST -name jes.user -value DEPLUSR
udclient -authtoken "$TOKEN" -weburl $UCD setEnvironmentProperty -application PAY -environment TEST -name jes.password -value 'Wednesday8' -isSecure true
udclient -authtoken "$TOKEN" -weburl $UCD setComponentEnvironmentProperty -component PAY -application PAY -environment PROD \
    -name db2.password -value Thursday9
udclient -authtoken "$TOKEN" -weburl $UCD setResourceProperty -resource /PAY/zos1 -name site.code -value Friday10 -isSecure true
