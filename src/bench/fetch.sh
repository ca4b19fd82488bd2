#!/usr/bin/env bash
# The event-loop fetcher on one loop beside a bare Netty loop and wrk, over every page of a site.
#
#   src/bench/fetch.sh START [CONNECTIONS [SECONDS [ROUNDS]]]
#
# START is a site on a server of your own, all of it under one http origin; it is crawled first to
# learn its pages. Run it on a machine that does nothing else.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

start=${1:?usage: src/bench/fetch.sh START [CONNECTIONS [SECONDS [ROUNDS]]]}
learn_urls "$start" "$work/urls"
"$java" -Xmx1g -XX:+UseSerialGC -cp "$classpath" dev.weft.bench.FetchBench \
  "$work/urls" "${2:-64}" "${3:-5}" "${4:-5}"
