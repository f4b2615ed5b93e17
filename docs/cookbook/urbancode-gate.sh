#!/bin/sh
# A Shell step before Submit Job, on an agent that runs on Linux. Anything but exit status 0 fails the step, and with it
# the process.
set -eu
jmoncheck check config/ --agent-user "$AGENT_USER" --report junit=jmoncheck.xml
