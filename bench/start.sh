#!/usr/bin/env bash
# One alias a command, as scripts call it: median wall time of `netalias add`, of the same through
# `ip`, and through net-tools' `ifconfig` where that is installed.
#   bench/start.sh [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
own_network "$@"
runs=${1:-20}

mount -t tmpfs none /run
fresh_device
ip_runs=() netalias_runs=() ifconfig_runs=()
for ((i = 0; i < runs; i++)); do
  timed "$netalias" add "eth0:$i" "10.0.0.$((i + 1))/24"
  netalias_runs+=("$ms")
  timed ip addr add "10.0.1.$((i + 1))/24" dev eth0 label "eth0:i$i"
  ip_runs+=("$ms")
  if command -v ifconfig >/dev/null; then
    timed ifconfig "eth0:f$i" "10.0.2.$((i + 1))" netmask 255.255.255.0
    ifconfig_runs+=("$ms")
  fi
done
echo "one alias a command, $runs runs each: netalias add $(median "${netalias_runs[@]}") ms" \
  "(aim: below 120, better 80), ip addr add $(median "${ip_runs[@]}") ms" \
  "${ifconfig_runs:+, ifconfig $(median "${ifconfig_runs[@]}") ms}"
