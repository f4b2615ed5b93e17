udclient -username %UCD_USER% -password %UCD_PW% setEnvironmentProperty -application PAY -environment TEST -name jes.user -value USER1
udclient -username admin -password %u@d% setEnvironmentProperty -application PAY -environment TEST -name jes.user -value USER1
udclient -username %ZOS_USER_1% -password %ZOS_PASSWORD_1% setEnvironmentProperty -application PAY -environment TEST -name jes.user -value USER1
