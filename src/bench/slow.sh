#!/usr/bin/env bash
# Many slow URLs at once, as whole processes: a bare Netty loop, weft fetch with each of its
# backends, and wget2 where it is installed.
#
#   src/bench/slow.sh HUB [ROUNDS [CONNECTIONS [FEWER [THREADS]]]]
#
# HUB is a page that links to the URLs; make the server wait before each answer. The limit of open
# files must allow the connections. The loops run with so many connections and with fewer, where the
# waiting is longer and the connecting shorter.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

hub=${1:?usage: src/bench/slow.sh HUB [ROUNDS [CONNECTIONS [FEWER [THREADS]]]]}
rounds=${2:-3}
connections=${3:-10000}
fewer=${4:-5010}
threads=${5:-1000}
learn_urls "$hub" "$work/urls" --max-hops 1 --concurrency 2000 --per-host 2000
ulimit -n "$(ulimit -Hn)"

each=()
for n in "$connections" "$fewer"; do
  each+=(
    "bare loop, $n=$java -Xmx200m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '$classpath' dev.weft.bench.BareLoop $work/urls $n"
    "weft fetch, netty, $n=$weft fetch - -q --per-host $n --concurrency $n --memory 300m < $work/urls"
  )
done
each+=(
  "weft fetch, blocking, $threads=$weft fetch - -q --fetcher blocking --per-host $threads --concurrency $threads --threads $threads < $work/urls"
)
if "$java" -XX:+UnlockExperimentalVMOptions --version 2>/dev/null | grep -qE '^openjdk (2[1-9]|[3-9][0-9])'; then
  each+=("weft fetch, virtual, $connections=$weft fetch - -q --fetcher virtual --per-host $connections --concurrency $connections < $work/urls")
fi
if command -v wget2 >/dev/null; then
  each+=("wget2, 1000 threads=wget2 -q --max-threads=1000 --no-robots -O /dev/null -i $work/urls")
fi
"$java" -cp "$classpath" dev.weft.bench.WholeProcess "$rounds" "${each[@]}"
