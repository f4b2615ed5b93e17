#!/bin/sh
udclient -username "$UCD_USER" -password "$UCD_PASSWORD" -weburl "$UCD" setEnvironmentProperty -application PAY -environment TEST -name jes.password -value "$JES_PASSWORD" -isSecure true
udclient -authtoken ${TOKEN} -weburl "$UCD" setEnvironmentProperty -application PAY -environment TEST -name jes.host -value localhost
udclient -authtoken ${TOKEN} -weburl "$UCD" setEnvironmentProperty -application PAY -environment TEST -name jes.password -value '' -isSecure true
