#!/bin/sh
tsocmd "RDEFINE FACILITY A \
 UACC(NONE)"
