#!/usr/bin/env bash
# Five CSS fields of every page of a site, beside a bare loop of jsoup over the same bytes.
#
#   src/bench/extract.sh FOLDER [ROUNDS [COPIES [PORT]]]
#
# FOLDER is a folder of HTML files with an index.html. Three comparisons are made:
#
#   in one process, on one thread, by its CPU time: what a crawl does to extract from a page, and the
#   bare loop, in turns over the same pages, after a warm-up;
#
#   in one process, on as many workers as there are cores, by wall time, warm: the bare loop on
#   threads, --parser threads and --parser process;
#
#   as whole processes, by wall time from start to end: the crawl as it is shipped, JVM start, warm-up,
#   fetching, links, records and state on disk included, and the bare loop on as many threads as there
#   are cores, reading the files. CPU and memory are those of all their processes, without the server:
#   nginx on loopback (src/bench/serve.sh) on PORT (18321), with the folder as it is, or COPIES times
#   if its links are relative.
#
# What is wanted is 0.85 of the bare loop's rate: 1.18 times its time. Run it on a machine that does
# nothing else. 16,000 pages take some three minutes with 3 rounds.
set -euo pipefail

usage() {
  sed -n '2,23p' "$0" | sed 's/^# \{0,1\}//' >&2
  exit 2
}
[ $# -ge 1 ] && [ -f "$1/index.html" ] || usage
folder=$(cd "$1" && pwd) rounds=${2:-3} copies=${3:-0} port=${4:-18321}
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"
rules=$root/src/bench/extract.yaml cores=$(nproc)
WEFT_ARCHIVE=now "$weft" --version >/dev/null

"$java" -Xmx1g -cp "$classpath" dev.weft.bench.ExtractBench "$folder" "$rules" "$rounds"
"$java" -Xmx1g -cp "$classpath" dev.weft.bench.ExtractPool "$folder" "$rules" "$cores" "$rounds"

"$root/src/bench/serve.sh" "$folder" "$port" "$copies" >"$work/serve.log" 2>&1 &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$work"' EXIT
start=http://127.0.0.1:$port/
until curl -fs -o /dev/null "$start"; do
  kill -0 $server 2>/dev/null || {
    cat "$work/serve.log" >&2
    exit 1
  }
done
learn_urls "$start" "$work/urls"
if [ "$copies" -gt 0 ]; then
  # The page of links to the copies is no file of the folder.
  sed -i "\\|^$start\$|d; s|^${start}[0-9]*/|$start|" "$work/urls"
fi
[ "$(wc -l <"$work/urls")" -gt 1 ] || {
  echo "no page is linked from $folder/index.html by a relative link" >&2
  exit 1
}

crawl="$weft crawl $start --own-site --links a -q --rules $rules -o $work/items --fresh --yes"
"$java" -cp "$classpath" dev.weft.bench.WholeProcess "$rounds" \
  "bare loop, $cores threads=$java -Xmx1g -cp '$classpath' dev.weft.bench.BareExtract '$folder' $work/urls $cores" \
  "weft crawl, its choice=$crawl" \
  "weft crawl, $cores processes=$crawl --parse-workers $cores" \
  "weft crawl, $cores threads=$crawl --parser threads --parse-workers $cores"
echo "$(wc -l <"$work/items/items-page.jsonl") items of $(wc -l <"$work/urls") pages"
