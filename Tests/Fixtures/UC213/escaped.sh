#!/bin/sh
curl -s -u "admin:${UCD_PW}" -X PUT -d "{\"application\":\"A\",\"environment\":\"TEST\",\"name\":\"jes.password\",\"value\":\"Winter24x\",\"isSecure\":true}" "https://ucd.example.com/cli/environment/propValue"
