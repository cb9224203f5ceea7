#!/usr/bin/env python3
"""Prints what the running kernel sends, one message a fixture, without the expected line.

    sudo unshare -n ./capture.py NAME      sets up a network of its own and captures NAME

NAME is one of the keys of WHAT below; capture.py without one lists them. It shares no code with
netalias, on purpose.
"""
import os
import socket
import struct
import subprocess
import sys
import textwrap

SETUP = """
ip link set lo up
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
ip link set v0 alias main-device
ip link add m0 link v0 address 02:00:00:00:00:03 type macvlan mode bridge
ip addr add 172.16.3.1/24 brd + dev v0
ip addr add 172.16.3.10/24 brd + dev v0 label v0:0
ip addr add 10.9.0.1 peer 10.9.0.2/32 dev v0 label v0:ptp
ip addr add 10.8.0.1/32 dev v0 valid_lft 3600 preferred_lft 1800 metric 77
ip -6 addr add 2001:db8::1/64 dev v0 nodad
ip route add 10.1.0.0/16 via 172.16.3.200 src 172.16.3.10 metric 7 mtu 1400 advmss 1300 window 9000 rtt 80ms
ip route add 10.2.0.0/16 nexthop via 172.16.3.201 weight 2 nexthop dev v1
ip route add unreachable 10.3.0.0/16 proto static table 1000
ip route add local 10.4.0.0/16 dev v0 table local
ip route add 10.5.0.0/16 via inet6 2001:db8::9 dev v0
ip -6 route add 2001:db8:1::/48 via 2001:db8::9 pref high
ip neigh add 172.16.3.200 lladdr 02:00:00:00:00:c8 dev v0
ip neigh add proxy 172.16.3.99 dev v0
"""

NEWLINK, GETLINK, SETLINK, NEWADDR, DELADDR, GETADDR = 16, 18, 19, 20, 21, 22
NEWROUTE, DELROUTE, GETROUTE, NEWNEIGH, GETNEIGH = 24, 25, 26, 28, 30
GETRULE = 34
DUMP = 0x301


def made_by_netalias():
    """An address with IFA_PROTO 78: ip of iproute2 6.1 has no word for it."""
    index = socket.if_nametoindex("v0")
    local = struct.pack("HH4B", 8, 2, 10, 7, 0, 1)
    proto = struct.pack("HHBxxx", 5, 11, 78)
    label = struct.pack("HH8s", 9, 3, b"v0:7")
    s = sock()
    s.send(message(NEWADDR, 0x605, struct.pack("BBBBI", 2, 32, 0, 0, index) + local + label + proto))
    assert struct.unpack_from("i", s.recv(65536), 16)[0] == 0


def link_dump():
    return dump(GETLINK, struct.pack("BxHiII", 0, 0, 0, 0, 0))


def address_dump():
    return dump(GETADDR, struct.pack("BBBBI", 0, 0, 0, 0, 0))


def route_dump():
    return dump(GETROUTE, struct.pack("BBBBBBBBI", 0, 0, 0, 0, 0, 0, 0, 0, 0))


def neighbour_dump():
    ordinary = dump(GETNEIGH, struct.pack("BxxxiHBB", 0, 0, 0, 0, 0))
    proxies = dump(GETNEIGH, struct.pack("BxxxiHBB", 2, 0, 0, 8, 0))
    return ordinary + proxies


def rule_dump():
    """The rules that every host has, netalias's form, and some that look at more than the source."""
    run("""
ip rule add from 172.16.3.10 lookup 78001 priority 7878 proto 78
ip -6 rule add from 2001:db8::1 lookup 78002 priority 7878 proto 78
ip rule add from 10.0.0.0/8 to 10.1.0.0/16 iif v0 tos 0x10 fwmark 7/255 lookup 100 priority 90
ip rule add not from 10.2.0.0/16 uidrange 1-99 ipproto tcp sport 1-9 dport 22 lookup main suppress_prefixlength 0
ip rule add from 10.3.0.0/16 unreachable priority 80
ip rule add from 10.4.0.0/16 goto 32766 priority 70
""")
    return dump(GETRULE, struct.pack("BBBBBxxBI", 0, 0, 0, 0, 0, 0, 0))


def errors():
    """The same mistake four times: plain, with extended text, with a cut echo, with both."""
    out = []
    attribute = struct.pack("HH", 20, 3) + b"a-label-too-long"
    body = struct.pack("BBBBI", 2, 24, 0, 0, 1) + struct.pack("HH4B", 8, 2, 10, 0, 0, 1) + attribute
    for options in ([], [11], [10], [10, 11]):
        s = sock()
        for option in options:
            s.setsockopt(270, option, 1)
        s.send(message(NEWADDR, 0x605, body))
        out += split(s.recv(65536))
    s = sock()
    s.setsockopt(270, 10, 1)
    s.send(message(1, 5, b""))
    out += split(s.recv(65536))
    return out


def events():
    """What the kernel tells of a few changes, made by ip."""
    s = sock(0x1 | 0x4 | 0x10 | 0x40 | 0x100 | 0x400)
    run("""
ip addr add 172.16.3.11/24 dev v0 label v0:1
ip addr del 172.16.3.1/24 dev v0
ip link set v1 down
ip link set v0 name w0
ip link del w0
""")
    out = []
    s.setblocking(False)
    try:
        while True:
            out += split(s.recv(65536))
    except BlockingIOError:
        return out


WHAT = {
    "links": link_dump,
    "addresses": address_dump,
    "routes": route_dump,
    "neighbours": neighbour_dump,
    "rules": rule_dump,
    "errors": errors,
    "events": events,
}


def sock(groups=0):
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    s.bind((0, groups))
    return s


def message(kind, flags, body):
    return struct.pack("IHHII", 16 + len(body), kind, flags, 7, 0) + body


def dump(kind, body):
    s = sock()
    s.setsockopt(270, 12, 1)  # NETLINK_GET_STRICT_CHK
    s.setsockopt(270, 11, 1)  # NETLINK_EXT_ACK
    s.send(message(kind, DUMP, body))
    out = []
    while True:
        for one in split(s.recv(65536)):
            out.append(one)
            if struct.unpack_from("H", one, 4)[0] in (2, 3):
                return out


def split(data):
    out = []
    while data:
        length = struct.unpack_from("I", data)[0]
        out.append(data[:length])
        data = data[(length + 3) & ~3:]
    return out


def run(commands):
    for line in filter(None, commands.split("\n")):
        subprocess.run(line, shell=True, check=True)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: unshare -n ./capture.py " + "|".join(WHAT))
    run(SETUP)
    made_by_netalias()
    print("#", sys.argv[1] + ", captured on Linux", os.uname().release.split("-")[0])
    for one in WHAT[sys.argv[1]]():
        print()
        print("\n".join(textwrap.wrap(one.hex(), 96)))


main()
