#!/bin/sh
# The commands of the IP-Alias HOWTO, as they stand there, on the running kernel.
#
# Needs an eth0 and permission to change the network. In a network namespace of your own, without
# root:
#   unshare -rn sh -c 'ip link add eth0 type veth peer name far0 && sh examples/howto.sh'
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
netalias() { "$here/netalias" "$@"; }

# 1. The alias type. Today's kernel needs no module: netalias has it built in.
netalias insmod /lib/modules/`uname -r`/net/ip_alias.o

# 2. Loopback, eth0 and all the addresses on it, beginning with the main one.
netalias ifconfig lo 127.0.0.1
netalias ifconfig lo up
netalias ifconfig eth0 up
netalias ifconfig eth0 172.16.3.1 netmask 255.255.255.0
netalias ifconfig eth0:0 172.16.3.10
netalias ifconfig eth0:1 172.16.3.100

# 3. The routes.
netalias route add -net 127.0.0.0
netalias route add -net 172.16.3.0 dev eth0
netalias route add -host 172.16.3.10 dev eth0:0
netalias route add -host 172.16.3.100 dev eth0:1
netalias route add default gw 172.16.3.200

# What there is now.
netalias ifconfig -a --style classic
netalias route -n
netalias proc aliases
netalias proc alias_types
netalias chain
