#!/bin/sh
udclient -authtoken "$TOKEN" -weburl "$UCD" setEnvironmentProperty -application PAY -environment TEST -name jes.password -value Tuesday7
udclient -authtoken "$TOKEN" -weburl "$UCD" setEnvironmentProperty -application PAY -environment PROD -name jes.password -value "" -isSecure false
