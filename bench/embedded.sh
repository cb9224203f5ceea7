#!/usr/bin/env bash
# The embedded kernel on one core: alias lookup (aim: below 10 ns at 256 aliases, at most 5 times
# that at 1,000,000), the receive path (aim: 3 million packets a second to 100,000 aliases, at most
# 10 % fewer than to one, nothing allocated), and the start of a large lab (aim: 5 s, 1 GiB).
#   bench/embedded.sh [quick]      quick: without JMH
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
(cd "$here/.." && mvn -q -pl bench -am -DskipTests package </dev/null) || exit 1

# One thread does all the work: the serial collector's barriers cost least, and on huge pages the
# tables of many aliases cost no more than those of one.
run() {
  "$java" -XX:+UseSerialGC -XX:+UseTransparentHugePages -Xmx1g \
    -cp "$here/target/classes:$here/target/lib/*" "$@"
}

if [[ ${1:-} != quick ]]; then
  run org.openjdk.jmh.Main -prof gc AliasLookup Receive
fi
run dev.netalias.bench.ReceiveRatio
run dev.netalias.bench.LabStart
