#!/usr/bin/env bash
# A whole crawl that extracts five fields a page, beside a bare loop of jsoup over the same bytes, as
# whole processes.
#
#   src/bench/extract.sh START FOLDER [ROUNDS [WORKERS]]
#
# START is a site on a server of your own, which serves FOLDER; it is crawled first to learn its
# pages. The crawl parses in WORKERS processes, and the loop on as many threads as there are cores.
# Both numbers are wall time from start to end; what is wanted is 1 / 0.85 = 1.18 x the first or less.
# The CPU that is shown of the crawl is without its workers'. Run it on a machine that does nothing
# else.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

start=${1:?usage: src/bench/extract.sh START FOLDER [ROUNDS [WORKERS]]}
folder=${2:?usage: src/bench/extract.sh START FOLDER [ROUNDS [WORKERS]]}
rounds=${3:-3}
cores=$(nproc)
workers=${4:-$cores}
learn_urls "$start" "$work/urls"

crawl="$weft crawl $start --own-site --links a --state none -q --rules $root/src/bench/extract.yaml"
crawl+=" --parser process --parse-workers $workers -o $work/items --fresh --yes"
"$java" -cp "$classpath" dev.weft.bench.WholeProcess "$rounds" \
  "bare loop, $cores threads=$java -Xmx1g -cp '$classpath' dev.weft.bench.BareExtract '$folder' $work/urls $cores" \
  "weft crawl, $workers workers=$crawl"
echo "$(wc -l <"$work/items/items-page.jsonl") items of $(wc -l <"$work/urls") pages"
