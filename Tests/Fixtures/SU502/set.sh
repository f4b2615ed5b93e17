#!/bin/sh
# jmoncheck:ignore[UC202, UC213] reason="laboratory" owner="J. Doe"
udclient -authtoken "$TOKEN" -weburl "$UCD" setEnvironmentProperty \
  -application PAY -environment TEST -name jes.password -value Tuesday7
