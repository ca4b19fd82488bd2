#!/usr/bin/env bash
# A long crawl, tenth by tenth, and beside it what the server can give (wrk), in one run.
#
#   src/bench/steady.sh START [CRAWL-OPTION...]
#
# START is a large site of static HTML that may be asked without restraint: see serve.sh. Weft runs
# as it is delivered. Told are the whole crawl, each tenth of its requests, and the second half
# against wrk. Needs GNU time and wrk.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1
shift
WEFT_ARCHIVE=now "$weft" --version >/dev/null
/usr/bin/time -f "%e s, %U s user, %S s system, %M KB" -o "$work/time" \
  "$weft" crawl "$start" --own-site --links a -q -o "$work/crawl" "$@"
records=$work/crawl/pages.jsonl
echo "$(wc -l <"$records") URLs: $(tail -1 "$work/time")"

# Seconds of the day at which each request was made, in their order; a crawl over midnight goes on.
sed -n 's/.*"fetchedAt":"[^T]*T\([0-9]*\):\([0-9]*\):\([0-9.]*\)Z".*/\1 \2 \3/p' "$records" |
  awk '{ t = $1 * 3600 + $2 * 60 + $3; if (t < last - 43200) day += 86400; last = t; print t + day }' |
  sort -n >"$work/times"
awk '
  { time[NR] = $1 }
  END {
    for (i = 1; i <= 10; i++) {
      from = int((i - 1) * NR / 10) + 1; to = int(i * NR / 10)
      printf "tenth %2d: %6.0f URLs/s\n", i, (to - from) / (time[to] - time[from])
    }
    half = int(NR / 2)
    printf "%.0f\n", (NR - half) / (time[NR] - time[half]) > "'"$work"'/rate"
  }' "$work/times"

grep '"status":200' "$records" | sed 's/.*"url":"\([^"]*\)".*/\1/' >"$work/urls"
"$java" -Xmx1g -XX:+UseSerialGC -cp "$classpath" dev.weft.bench.FetchBench "$work/urls" 64 5 3 >"$work/fetch"
wrk=$(sed -n 's/^wrk *\([0-9,]*\) requests.*/\1/p' "$work/fetch" | tr -d , | sort -n | sed -n 2p)
awk -v weft="$(cat "$work/rate")" -v wrk="$wrk" \
  'BEGIN { printf "second half: %d URLs/s, wrk %d requests/s (median of 3): %.2f\n", weft, wrk, weft / wrk }'
