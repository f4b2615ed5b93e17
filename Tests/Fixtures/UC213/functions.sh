#!/bin/sh
set_prop() { udclient -weburl "$UCD" -authtoken "$TOKEN" setSystemProperty -name "$1" -value "$2" -isSecure true; }
function set_other {
  udclient setEnvironmentProperty -environment "$1" -name "$2" -value "${3}"
}
set_prop jes.password Zq7Wx4Kp
set_prop jes.host localhost
set_prop jes.password "$JES_PW"
set_other TEST jes.password 'Zq7Wx4Kp'
