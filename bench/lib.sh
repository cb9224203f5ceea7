# Shared by the scripts here: a network of the script's own, a clock, medians. To be sourced.
# shellcheck shell=bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
netalias=${here%/*}/netalias

# Runs the calling script again in a network namespace of its own, with a /run of its own.
own_network() {
  [[ -n ${BENCH_ALONE:-} ]] && return
  "$netalias" --version >/dev/null || exit 1 # builds and trains first, where need be
  local kind=-rnm
  ((UID)) || kind=-nm
  BENCH_ALONE=1 exec unshare "$kind" bash "$0" "$@"
}

# A new eth0, open, with a peer.
fresh_device() {
  ip link del eth0 2>/dev/null
  ip link set lo up
  ip link add eth0 type veth peer name peer && ip link set eth0 up && ip link set peer up
}

# Runs a command, its output thrown away; its wall time in milliseconds goes into `ms`.
timed() {
  local start=$EPOCHREALTIME end
  "$@" >/dev/null || { echo "failed: $*" >&2; exit 1; }
  end=$EPOCHREALTIME
  ms=$(awk -v a="$start" -v b="$end" 'BEGIN { printf "%.1f", (b - a) * 1000 }')
}

# The median of its arguments.
median() {
  printf '%s\n' "$@" | sort -n |
    awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print NR % 2 ? v[m] : (v[m] + v[m + 1]) / 2 }'
}

# The quotient of two numbers.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
