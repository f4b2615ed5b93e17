#!/bin/sh
# It's run by the pipeline, which fills $UCD_TOKEN and $JES_PASSWORD.
UDC="udclient -authtoken $UCD_TOKEN -weburl https://ucd.example.com:8443"
for env in TEST PROD; do
  $UDC setEnvironmentProperty -application PAY -environment $env -name jes.user -value DEPLUSR
  $UDC setEnvironmentProperty -application PAY -environment $env -name jes.password -value "$JES_PASSWORD" -isSecure true
done
$UDC setEnvironmentProperty - <<EOF
{"application": "PAY", "environment": "$1", "name": "jes.password", "value": "$JES_PASSWORD", "isSecure": "true"}
EOF
