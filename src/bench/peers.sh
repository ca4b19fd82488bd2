#!/usr/bin/env bash
# Weft beside other crawlers on one site, whole processes in turns, medians.
#
#   src/bench/peers.sh START [ROUNDS [PEER...]]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Compared are weft and those of wget2, httrack and scrapy that are installed (Debian: wget2,
# httrack, python3-scrapy), or those named; what they write goes to memory. Weft runs as it is
# delivered, state on disk included.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
WEFT_ARCHIVE=now "$weft" --version >/dev/null
"$java" -Xmx1g -cp "$classpath" dev.weft.bench.PeerBench \
  "$1" "${2:-5}" "$weft" "$work" "$root/src/bench/spider.py" "${@:3}"
