#!/bin/sh
sh grant.sh
. ./clean.sh
