#!/bin/sh
FTP_PASSWORD=Clear95
curl -u deploy:Clear94 https://repo.example.com/x.zip
udclient -authtoken "$TOKEN" setEnvironmentProperty -application PAY -environment TEST -name jes.host -value localhost
