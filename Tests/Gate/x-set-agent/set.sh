udclient setAgentProperty -agent LPAR1 -name jes.user -value USER2
