#!/usr/bin/env bash
# 10,000 labelled aliases in one command: netalias, JVM start included, and `ip -batch` with the same
# addresses, in turn. Prints medians and their ratio; the aim is 0.75 or less.
#   bench/add-10000.sh [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
own_network "$@"
runs=${1:-7}

mount -t tmpfs none /run
batch=$(mktemp)
trap 'rm -f "$batch"' EXIT
for ((i = 0; i < 10000; i++)); do
  n=$((i + 1))
  echo "address add 10.0.$((n / 256)).$((n % 256))/8 brd 10.255.255.255 dev eth0 label eth0:$i"
done >"$batch"

ip_runs=() netalias_runs=()
for ((run = 0; run < runs; run++)); do
  fresh_device
  timed ip -batch "$batch"
  ip_runs+=("$ms")
  fresh_device
  timed "$netalias" -q add eth0 10.0.0.1-10.0.39.16/8 --no-counters --no-probe --no-announce
  netalias_runs+=("$ms")
  [[ $(ip -o addr show dev eth0 | grep -c 'eth0:') == 10000 ]] || { echo "not all there" >&2; exit 1; }
done
ip=$(median "${ip_runs[@]}") netalias=$(median "${netalias_runs[@]}")
echo "10,000 labels, $runs runs each: netalias $netalias ms, ip -batch $ip ms," \
  "ratio $(ratio "$netalias" "$ip") (aim: at most 0.75)"
