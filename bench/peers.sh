#!/usr/bin/env bash
# netalias beside its peers, in one run, in a network namespace of its own: labels and local routes,
# added, listed and deleted by netalias, `ip -batch`, `ifconfig`, `ifup`, pyroute2, and limit.c, which
# does nothing but batch netlink messages. Prints tables with medians and ratios, and the measures that
# netalias is held to; a full run also writes docs/performance.md and docs/performance.svg.
#   bench/peers.sh [--quick] [--runs N] [--bound SECONDS] [--minutes N]
#     [--most-labels N] [--most-routes N] [--to FOLDER]
# --quick: up to 1,000 labels and routes, once each, and nothing is written: some 20 seconds.
# A full run on a machine that does nothing else takes some 10 minutes.
# --bound: a tool that takes longer than this for one size is not run again at that size, and not at all
# where it would take longer at the next (20). netalias, limit.c and `ip` are run once at every size, and
# again up to three times the bound.
# --minutes: after so many, each tool is run once only for what is left (10).
# Needs gcc and python3; as root on Debian, missing peers are installed, else they are left out and named.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
netalias=${here%/*}/netalias

# Package, and a file of it that shows that it is there.
peers=(
  iproute2:/sbin/ip net-tools:/sbin/ifconfig ifupdown:/sbin/ifup gcc:/usr/bin/gcc
  python3:/usr/bin/python3 python3-pyroute2:/usr/lib/python3/dist-packages/pyroute2
)

install_peers() {
  local peer missing=()
  for peer in "${peers[@]}"; do
    [[ -e ${peer#*:} ]] || missing+=("${peer%%:*}")
  done
  ((${#missing[@]})) || return
  if ((UID)) || ! command -v apt-get >/dev/null; then
    echo "left out, as they are not installed: ${missing[*]}" >&2
    return
  fi
  echo "installing ${missing[*]}" >&2
  DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}" \
    </dev/null >&2 || echo "left out, as they can't be installed: ${missing[*]}" >&2
}

if [[ -z ${BENCH_ALONE:-} ]]; then
  for words in --version 'list -o json' 'plan -'; do # builds and trains first, where need be
    "$netalias" $words </dev/null >/dev/null || exit 1
  done
  install_peers
  kind=-rnm
  ((UID)) || kind=-nm
  BENCH_ALONE=1 exec unshare "$kind" bash "$0" "$@"
fi

# A /run of its own: netalias's registry and ifup's state lie there, and all that is made here.
mount -t tmpfs none /run && mkdir /run/network /run/bench || exit 1
gcc -O2 -Wall -o /run/bench/limit "$here/limit.c" || exit 1
exec /usr/bin/python3 "$here/peers.py" --netalias "$netalias" --scratch /run/bench "$@"
