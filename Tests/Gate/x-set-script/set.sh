udclient setEnvironmentProperty -application PAYROLL -environment TEST -name jes.user -value USER2
udclient setComponentEnvironmentProperty -application PAYROLL -environment PROD -component PAYROLL-CICS -name jes.monitor.port -value 9999
