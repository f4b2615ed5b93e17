udclient setEnvironmentProperty -application PAYROLL -environment TEST -name jes.user -value USER1
udclient setEnvironmentProperty -application PAYROLL -environment PROD -name jes.user -value USER1
