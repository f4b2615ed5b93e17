udclient setResourceProperty -resource /G/OTHER -name jes.user -value USER1
