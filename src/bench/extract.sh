#!/usr/bin/env bash
# Five CSS fields of every page of a site, beside a bare loop of jsoup over the same bytes.
#
#   src/bench/extract.sh FOLDER [ROUNDS [PORT]]
#
# FOLDER is a folder of HTML files with an index.html; it is served on loopback by src/bench/serve.sh,
# which needs nginx. Two comparisons are made:
#
#   in one process, on one thread, by its CPU time: what a crawl does to extract from a page, and the
#   bare loop, in turns over the same pages, after a warm-up;
#
#   as whole processes, by wall time from start to end: the crawl as it is shipped, JVM start, warm-up,
#   fetching, links, records and state on disk included, and the bare loop on as many threads as there
#   are cores, reading the files. CPU and memory are those of all their processes, without nginx.
#
# What is wanted is 0.85 of the bare loop's rate: 1.18 times its time. Run it on a machine that does
# nothing else.
set -euo pipefail

usage() {
  sed -n '2,18p' "$0" | sed 's/^# \{0,1\}//' >&2
  exit 2
}
[ $# -ge 1 ] && [ -f "$1/index.html" ] || usage
folder=$(cd "$1" && pwd) rounds=${2:-5} port=${3:-18321}
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"
rules=$root/src/bench/extract.yaml cores=$(nproc)

"$java" -Xmx1g -cp "$classpath" dev.weft.bench.ExtractBench "$folder" "$rules" "$rounds"

"$root/src/bench/serve.sh" "$folder" "$port" 1 >"$work/serve.log" &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$work"' EXIT
start=http://127.0.0.1:$port/1/
until curl -fs -o /dev/null "$start"; do
  kill -0 $server 2>/dev/null || {
    cat "$work/serve.log" >&2
    exit 1
  }
done
learn_urls "$start" "$work/urls"
sed -i "s|^$start|http://127.0.0.1:$port/|" "$work/urls"

crawl="$weft crawl $start --own-site --links a -q --rules $rules -o $work/items --fresh --yes"
"$java" -cp "$classpath" dev.weft.bench.WholeProcess "$rounds" \
  "bare loop, $cores threads=$java -Xmx1g -cp '$classpath' dev.weft.bench.BareExtract '$folder' $work/urls $cores" \
  "weft crawl, processes=$crawl" \
  "weft crawl, threads=$crawl --parser threads"
echo "$(wc -l <"$work/items/items-page.jsonl") items of $(wc -l <"$work/urls") pages"
