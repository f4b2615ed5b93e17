#!/bin/sh
udclient -weburl "$UCD" -authtoken "$TOKEN" getApplications
sqlplus -s scott/Zq7Wx4Kp@orcl @x.sql
mongo -u admin -p Zq7Wx4Kp payroll
redis-cli -a Zq7Wx4Kp ping
ldapsearch -D cn=admin -w Zq7Wx4Kp -b o=x
openssl rsa -in k.pem -passin pass:Zq7Wx4Kp
echo 'Zq7Wx4Kp' | passwd --stdin payadm
db2 connect to PAY user payadm using Zq7Wx4Kp
ftp -n ftp.example.com <<EOF
user payadm Zq7Wx4Kp
put x
EOF
# What follows holds no secrets.
mysql -u root -P 3307 -h db; mysql -uroot -P3307
mkdir -p /tmp/mysql/data1
ldapsearch -W -D cn=admin -b o=y
# connect input/output1 to the terminal, logon date/time1 is printed, the user signs on using SSO123
echo user1 | sort
