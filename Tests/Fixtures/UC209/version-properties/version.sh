#!/bin/sh
udclient -authtoken "$TOKEN" -weburl "$UCD" setVersionProperty -component LEDGER -version 1.4 -name jes.user -value VERUSR
udclient -authtoken "$TOKEN" -weburl "$UCD" setComponentProperty -component LEDGER -name jes.user -value CMPUSR
udclient -authtoken "$TOKEN" -weburl "$UCD" setComponentProperty -component LEDGER -name jes.host -value localhost
udclient -authtoken "$TOKEN" -weburl "$UCD" setComponentProperty -component LEDGER -name jes.monitor.port -value 6715
