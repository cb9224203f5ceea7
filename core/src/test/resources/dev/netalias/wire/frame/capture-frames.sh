#!/usr/bin/env bash
# Captures frames of a real kernel into frames.txt: "# what tcpdump prints" and the hex of the frame.
# Needs root, iproute2, tcpdump, tshark, ping, arping, python3. Makes namespaces of its own.
set -eu
out=${1:?usage: capture-frames.sh OUTPUT}
n=frames$$
trap 'for i in a r b; do ip netns del $n$i 2>/dev/null || :; done; rm -rf "$dir"' EXIT
dir=$(mktemp -d)
for i in a r b; do
  ip netns add $n$i
  ip -n $n$i link set lo up
  ip netns exec $n$i sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
done
# a and r share one wire; r and b another
ip -n ${n}a link add e0 address 02:00:00:00:00:0a type veth peer name e0 netns ${n}r address 02:00:00:00:00:01
ip -n ${n}b link add e0 address 02:00:00:00:00:0b type veth peer name e1 netns ${n}r address 02:00:00:00:00:02
ip -n ${n}a addr add 10.0.0.1/24 dev e0
ip -n ${n}r addr add 10.0.0.254/24 dev e0
ip -n ${n}r addr add 10.0.1.254/24 dev e1
ip -n ${n}b addr add 10.0.1.1/24 dev e0
ip -n ${n}a addr add 2001:db8::1/64 dev e0 nodad
ip -n ${n}r addr add 2001:db8::254/64 dev e0 nodad
for i in a:e0 r:e0 r:e1 b:e0; do ip -n $n${i%:*} link set ${i#*:} up; done
ip -n ${n}a route add default via 10.0.0.254
ip -n ${n}b route add default via 10.0.1.254
ip netns exec ${n}r sysctl -qw net.ipv4.ip_forward=1
sleep 2
for i in a r b; do for d in e0 e1; do ethtool_off=$(ip netns exec $n$i ethtool -K $d tx off 2>/dev/null || :); done; done
ip netns exec ${n}a tcpdump -i e0 -U -w "$dir/all.pcap" 2>/dev/null & cap=$!
sleep 1
x() { ip netns exec "$n$1" "${@:2}" >/dev/null 2>&1 || :; }
x a ping -n -c1 -W1 10.0.0.254
x a ping -n -c1 -W1 10.0.1.1
x a ping -n -c1 -W1 -t1 10.0.1.1
x a ping -n -c1 -W1 -s 3000 10.0.0.254
x a ping -n -c1 -W1 2001:db8::254
x a arping -c1 -D -I e0 10.0.0.77
x a arping -c1 -U -I e0 10.0.0.1
send='import socket,sys; s=socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET,socket.SOCK_DGRAM); s.bind(("",4000)); s.sendto(b"hello",(sys.argv[1],5000))'
x a python3 -c "$send" 10.0.0.254
x a python3 -c "$send" 2001:db8::254
x a python3 -c "$send" 10.0.1.77
x a python3 -c "$send" 10.9.9.9
sleep 4
kill $cap; wait $cap 2>/dev/null || :
python3 - "$dir/all.pcap" "$out" <<'P'
import struct, subprocess, sys
data = open(sys.argv[1], 'rb').read()
text = subprocess.run(['tcpdump', '-ntr', sys.argv[1]], capture_output=True, text=True).stdout.splitlines()
at, frames = 24, []
while at < len(data):
    size = struct.unpack_from('<I', data, at + 8)[0]
    frames.append(data[at + 16:at + 16 + size].hex())
    at += 16 + size
assert len(frames) == len(text), (len(frames), len(text))
seen = set()
with open(sys.argv[2], 'w') as out:
    out.write('# Frames of a real kernel, by capture-frames.sh: what tcpdump -nt prints, then the bytes.\n')
    for line, frame in zip(text, frames):
        if frame not in seen:
            seen.add(frame)
            out.write('\n%s\n%s\n' % (line, '\n'.join(frame[i:i + 96] for i in range(0, len(frame), 96))))
P
