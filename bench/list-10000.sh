#!/usr/bin/env bash
# Listing 10,000 aliases: median wall time of `netalias list`, as a table and as JSON, and of `ip`.
#   bench/list-10000.sh [RUNS]
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
own_network "$@"
runs=${1:-9}

mount -t tmpfs none /run
fresh_device
"$netalias" -q add eth0 10.0.0.1-10.0.39.16/8 || exit 1
table_runs=() json_runs=() ip_runs=() ip_json_runs=()
for ((run = 0; run < runs; run++)); do
  timed "$netalias" list
  table_runs+=("$ms")
  timed "$netalias" list -o json
  json_runs+=("$ms")
  timed ip addr show
  ip_runs+=("$ms")
  timed ip -json addr show
  ip_json_runs+=("$ms")
done
echo "listing 10,000, $runs runs each: netalias list $(median "${table_runs[@]}") ms" \
  "(aim: below 400, better 250), as JSON $(median "${json_runs[@]}") ms;" \
  "ip addr show $(median "${ip_runs[@]}") ms, as JSON $(median "${ip_json_runs[@]}") ms"
