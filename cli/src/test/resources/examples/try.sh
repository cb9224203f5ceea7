#!/bin/bash
# Runs an example of examples/ on the running kernel and looks at what came of it, from both ends of
# a wire. Run it in a network namespace of its own, as root or in a user namespace:
#   unshare -rn bash try.sh PROJECT howto|two-subnets
set -eu
project=$1 example=$2
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "FAILED: $*" >&2; exit 1; }
same() { [[ "$2" == "$3" ]] || fail "$1:"$'\n'"$2"$'\n'"--- and not ---"$'\n'"$3"; }
netalias() { "$project/netalias" "$@"; }

# Two commands print the same; again where a packet passed between them and was counted.
same_output() {
  local left right
  for _ in 1 2 3 4 5; do
    left=$(eval "$1") right=$(eval "$2")
    [[ "$left" == "$right" ]] && return
    sleep 1
  done
  same "$2" "$left" "$right"
}

# The other end of the wire: a namespace that lives as long as this process of its own.
unshare -n sleep 600 &
peer=$!
trap 'kill $peer $(jobs -p) 2>/dev/null || true' EXIT
here=$(readlink /proc/self/ns/net)
for _ in $(seq 100); do
  [[ "$(readlink /proc/$peer/ns/net)" != "$here" ]] && break
  sleep 0.05
done
far() { nsenter -t "$peer" -n "$@"; }
ip link add eth0 type veth peer name far0
ip link set far0 netns "$peer"
far ip link set lo up
far ip link set far0 up

# The addresses of the peer: what each example's text has at the other end.
case $example in
  howto) far ip addr add 172.16.3.200/24 dev far0 ;;
  two-subnets)
    far ip addr add 192.168.1.2/24 dev far0
    far ip addr add 192.168.0.50/24 dev far0
    ;;
esac

if [[ $example == two-subnets ]]; then
  netalias ifconfig eth0 192.168.1.1 netmask 255.255.255.0 up
  ! ping -c 1 -W 1 192.168.0.50 >/dev/null 2>&1 || fail "192.168.0.50 is reached without the alias"
fi
sh "$project/examples/$example.sh" >/dev/null

# Both ends speak over each address: ping, UDP, TCP.
cat >"${TMPDIR:-/tmp}/echo-$$.py" <<'PY'
import socket, sys, threading
role, address = sys.argv[1:]
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
if role == "serve":
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    udp.bind((address, 7007)); tcp.bind((address, 7007)); tcp.listen()
    print("ready", flush=True)
    def talk():
        while True:
            data, who = udp.recvfrom(2048)
            udp.sendto(data, who)
    threading.Thread(target=talk, daemon=True).start()
    while True:
        with tcp.accept()[0] as c:
            c.sendall(c.recv(2048))
else:
    udp.settimeout(5); tcp.settimeout(5)
    udp.sendto(b"udp", (address, 7007))
    data, who = udp.recvfrom(2048)
    assert data == b"udp" and who[0] == address, (data, who)
    tcp.connect((address, 7007)); tcp.sendall(b"tcp")
    assert tcp.recv(2048) == b"tcp"
PY
trap 'rm -f "${TMPDIR:-/tmp}/echo-$$.py"; kill $peer $(jobs -p) 2>/dev/null || true' EXIT
echo_py=${TMPDIR:-/tmp}/echo-$$.py

reach_from_peer() {
  coproc serve { exec python3 "$echo_py" serve "$1"; }
  local server=$serve_PID line
  read -r line <&"${serve[0]}" || fail "nobody can bind to $1"
  far ping -c 1 -W 5 "$1" >/dev/null || fail "the peer gets no answer to a ping of $1"
  far python3 "$echo_py" ask "$1" || fail "the peer does not reach $1 by UDP and TCP"
  kill "$server"
  wait "$server" 2>/dev/null || true
}

case $example in
  howto) addresses=(172.16.3.1 172.16.3.10 172.16.3.100) ;;
  two-subnets) addresses=(192.168.1.1 192.168.0.1) ;;
esac
for address in "${addresses[@]}"; do reach_from_peer "$address"; done
if [[ $example == two-subnets ]]; then
  ping -c 1 -W 5 192.168.0.50 >/dev/null || fail "192.168.0.50 is not reached through the alias"
fi

# The system's own tools say what netalias says.
export LC_ALL=C
# ... but for the counters of aliases, which only netalias has.
counters_of_aliases='/^[^ ]/ { alias = $1 ~ /:.*:/ } !(alias && /^ *[RT]X /)'
same_output "netalias ifconfig -a | awk '$counters_of_aliases'" "ifconfig -a"
same_output "netalias ifconfig -s | grep -v ^eth0:" "ifconfig -s | grep -v ^eth0:"
same_output "netalias route -n | sed 's/eth0:[01]$/eth0/'" "route -n"
labels=$(ip -o -4 addr show dev eth0 | sed 's/.* inet \([^ ]*\) .* \(eth0:[^\\]*\)\\.*/\2 \1/;t;d')
listed=$(netalias -o json list | python3 -c '
import json, sys
for alias in json.load(sys.stdin):
    print(alias["name"], alias["address"] + "/" + str(alias["prefix_length"]))')
same "ip addr" "$listed" "$labels"

case $example in
  howto)
    same "the route of eth0:0" \
      "$(netalias route -n | grep '^172.16.3.10 ')" \
      "172.16.3.10     0.0.0.0         255.255.255.255 UH    0      0        0 eth0:0"
    pad() { printf '%-63s\n' "$@"; }
    same "proc aliases" "$(netalias proc aliases)" "$(pad \
      'device           family address' \
      'eth0:0           2      172.16.3.10' \
      'eth0:1           2      172.16.3.100')"
    same "proc alias_types" "$(netalias proc alias_types)" \
      "type    name            n_attach"$'\n'"2       ip              2      "
    same "chain" "$(netalias chain)" "lo->eth0->eth0:0->eth0:1->0"
    ;;
  two-subnets)
    same "chain" "$(netalias chain)" "lo->eth0->eth0:0->0"
    ;;
esac
echo "all of $example is as it should be"
