#!/bin/sh
# A device that was shipped with an address of another subnet, 192.168.0.50, hangs on the same wire
# as eth0, which is 192.168.1.1. An alias with an address of that subnet reaches it.
#
# Needs an eth0 and permission to change the network; see howto.sh for a namespace without root.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
netalias() { "$here/netalias" "$@"; }

netalias ifconfig eth0 192.168.1.1 netmask 255.255.255.0 up
netalias ifconfig eth0:0 192.168.0.1 netmask 255.255.255.0 up

netalias ifconfig -a
netalias route -n
netalias list
