#!/bin/sh
DS_AUTH_TOKEN=Summer24xToken
export DS_AUTH_TOKEN
export DS_USERNAME=admin
udclient -weburl "$W" getApplications
