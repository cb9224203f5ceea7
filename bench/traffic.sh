#!/usr/bin/env bash
# What counting and policing aliases costs, in one run, in network namespaces of its own: each packet
# over a veth pair, UDP and TCP, against none; reading and installing the counters of 100,000 aliases;
# one more where there are a million. Prints medians, ratios and what netalias is held to.
#   bench/traffic.sh [--quick]
# --quick: a tenth of the packets and of the aliases, and so no measure that holds: some 30 seconds.
# A full run takes some two minutes. Needs root, gcc and nft.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
netalias=${here%/*}/netalias
many=100000 million=10.15.66.63 packets=200000 rounds=11 last=10.1.134.159
if [[ ${1:-} == --quick ]]; then
  many=10000 million=10.1.134.159 packets=30000 rounds=5 last=10.0.39.15
fi
if ((UID)); then
  echo "${0##*/}: needs root, for network namespaces and nftables" >&2
  exit 4
fi
if [[ -z ${BENCH_ALONE:-} ]]; then
  "$netalias" --version >/dev/null # builds and trains first, where need be
  BENCH_ALONE=1 exec unshare -nm bash "$0" "$@"
fi

# A /run of its own for the registry and for names of namespaces.
mount -t tmpfs none /run
mkdir -p /run/bench
gcc -O2 -Wall -o /run/bench/traffic "$here/traffic.c"
ip netns add far
trap 'kill "$sink" 2>/dev/null || true; ip netns del far' EXIT
ip link set lo up
ip link add eth0 type veth peer name eth0 netns far
ip link set eth0 up
ip addr add 192.0.2.2/24 dev eth0
ip -n far link set lo up
ip -n far link set eth0 up
ip -n far addr add 192.0.2.1/24 dev eth0
ip -n far route add 10.0.0.0/8 via 192.0.2.2
far() { ip netns exec far chrt -r 10 /run/bench/traffic "$@"; }
coproc SINK { exec chrt -r 10 /run/bench/traffic sink 5001; }
sink=$SINK_PID
read -r _ <&"${SINK[0]}"

median() { sort -g | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
calc() { awk "BEGIN {printf \"$1\", $2}"; }
milliseconds() {
  local start=${EPOCHREALTIME/./}
  "$@" >/run/bench/out
  calc %.1f "(${EPOCHREALTIME/./}-$start)/1000"
}
verdict() { awk "BEGIN {exit !($1)}" && echo held || echo MISSED; }

# The table is switched off and on between single looks, so that what else the machine does hits both.
table() { nft "add table inet netalias { ${1:+flags $1;} }"; }
compare() { # name, what to measure, how often, limit, as awk says it with r for the ratio
  local off on ratio i
  : >/run/bench/off
  : >/run/bench/on
  for ((i = 0; i < $3; i++)); do
    table dormant
    $2 >>/run/bench/off
    table ""
    $2 >>/run/bench/on
  done
  off=$(median </run/bench/off)
  on=$(median </run/bench/on)
  ratio=$(calc %.3f "$on/$off")
  printf '%-52s %12s %12s %8s  %s\n' "$1" "$off" "$on" "$ratio" "$(verdict "${4//r/$ratio}")"
}

printf '%-52s %12s %12s %8s\n' '' without with ratio
for count in 100 $many; do
  end=10.0.0.99
  ((count == 100)) || end=$last
  "$netalias" -q add eth0 "10.0.0.0-$end" --as route --counters --no-probe --no-announce
  "$netalias" -q policy --on eth0 allow udp/9 tcp/5001
  packet() { far udp 10.0.0.0 "$count" "$packets"; }
  stream() { far tcp 10.0.0.5 5001 0.4; }
  limit=1.15
  ((count == 100)) || limit=1.35
  packet >/dev/null
  compare "UDP, $count aliases: ns a packet (at most $limit)" packet "$rounds" "r <= $limit"
  compare "TCP, $count aliases: bytes a second (at least 0.95)" stream "$rounds" "r >= 0.95"
  "$netalias" -q del --on eth0 --all
done

echo
printf '%-64s %10s\n' '' milliseconds
report() { # what, milliseconds, limit
  printf '%-64s %10s  %s\n' "$1" "$2" "$(verdict "$2 <= $3")"
}
none() { "$netalias" --version; }
start=$(for _ in 1 2 3 4 5; do milliseconds none; echo; done | median)
printf '%-64s %10s\n' "starting a process" "$start"
"$netalias" -q add eth0 "10.0.0.0-$last" --as route --no-counters --no-probe --no-announce
report "installing the counters of $many aliases (at most 2000)" \
  "$(milliseconds "$netalias" stats --on)" 2000
reading() { for _ in 1 2 3; do milliseconds "$netalias" stats; echo; done | median; }
report "reading and printing them (at most 1000)" "$(reading)" 1000
"$netalias" -q del --on eth0 --all
"$netalias" -q add eth0 "10.0.0.0-$million" --as route --counters --no-probe --no-announce
# Of so little the processor's time is what can be told, whatever else the machine does; by turns.
one_more() {
  local i how
  TIMEFORMAT='%U %S'
  for i in {1..25}; do
    for how in --no-counters --counters; do
      { time "$netalias" -q add eth0 "11.${#how}.0.$i" --as route "$how" --no-probe --no-announce; } 2>&1 |
        sed "s/^/$how /"
    done
  done
}
one_more >/run/bench/one_more
cost() { awk -v how="$1" '$1 == how {print 1000 * ($2 + $3)}' /run/bench/one_more | median; }
report "one more counted, of a million, against one not counted (at most 5)" \
  "$(calc %.1f "$(cost --counters)-$(cost --no-counters)")" 5
