"""Labels and local routes as a program with pyroute2 makes them: the counterpart of limit.c."""

import ipaddress
import sys

from pyroute2 import IPRoute


def change(ip, command, kind, device, first, count):
    index = ip.link_lookup(ifname=device)[0]
    for i in range(count) if command == "add" else reversed(range(count)):
        address = str(ipaddress.ip_address(first + i))
        if kind == "labels":
            ip.addr(command, index=index, address=address, prefixlen=8, broadcast="10.255.255.255", label=f"{device}:{i}")
        else:
            ip.route(command, dst=address + "/32", oif=index, table=255, proto=78, type="local", scope=254, priority=i + 1)


def main():
    command, kind = sys.argv[1].split("-")
    with IPRoute() as ip:
        if command != "list":
            change(ip, command, kind, sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
        elif kind == "labels":
            print(len(list(ip.get_addr())))
        else:
            print(len(list(ip.get_routes(table=255))))


main()
