#!/usr/bin/env bash
# A short crawl from the shell, start of the JVM included: 100 pages, each round a new crawl.
#
#   src/bench/short.sh START [ROUNDS [PAGES]]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Told are wall time, CPU time and memory of each round, and their medians; weft --version, which does
# nothing else, stands beside it. The start-up archive is made before, as it is after a first run.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1 rounds=${2:-9} pages=${3:-100}
WEFT_ARCHIVE=now "$weft" --version >/dev/null
crawl="$weft crawl $start --own-site --links a -q --max-pages $pages -o $work/out --fresh --yes"
"$java" -cp "$classpath" dev.weft.bench.WholeProcess "$rounds" \
  "$pages pages=$crawl" "weft --version=$weft --version"
echo "$(grep -c '"status":200' "$work/out/pages.jsonl") pages answered in the last round"
