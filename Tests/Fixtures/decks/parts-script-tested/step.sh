#!/bin/sh
tsocmd "RLIST PTKTDATA FEKAPPL"
exit 8
