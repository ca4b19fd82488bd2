#!/usr/bin/env bash
# A long crawl, tenth by tenth, and beside it what the server can give (wrk), in one run.
#
#   src/bench/steady.sh START [CRAWL-OPTION...]
#
# START is a large site of static HTML that may be asked without restraint: see serve.sh. Weft runs
# as it is delivered. Told are the whole crawl, each tenth of its requests with the most memory that
# was resident in it, the last tenth against the second, and the second half against wrk. A million
# pages take some two minutes, and one for wrk. Needs GNU time and wrk.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1
shift
WEFT_ARCHIVE=now "$weft" --version >/dev/null
/usr/bin/time -f "%e s, %U s user, %S s system, %M KB" -o "$work/time" \
  "$weft" crawl "$start" --own-site --links a -q -o "$work/crawl" "$@" &
timer=$!

# The second of the day and the resident size, twice a second; bin/weft becomes the JVM.
while kill -0 $timer 2>/dev/null; do
  read -r weft_id _ <"/proc/$timer/task/$timer/children" 2>/dev/null || true
  rss=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/${weft_id:-none}/status" 2>/dev/null || true)
  [ -z "$rss" ] || echo "$(($(date +%s) % 86400)) $rss"
  sleep 0.5
done >"$work/memory"
wait $timer
records=$work/crawl/pages.jsonl
echo "$(wc -l <"$records") URLs: $(tail -1 "$work/time")"

# Seconds of the day at which each request was made, in their order; a crawl over midnight goes on.
sed -n 's/.*"fetchedAt":"[^T]*T\([0-9]*\):\([0-9]*\):\([0-9.]*\)Z".*/\1 \2 \3/p' "$records" |
  awk '{ t = $1 * 3600 + $2 * 60 + $3; if (t < last - 43200) day += 86400; last = t; printf "%.3f\n", t + day }' |
  sort -n >"$work/times"
awk '
  FILENAME == ARGV[1] {
    if ($1 < lookedAt - 43200) day += 86400
    lookedAt = $1; look[++looks] = $1 + day; resident[looks] = $2
    next
  }
  { time[++count] = $1 }
  END {
    for (i = 1; i <= 10; i++) {
      from = int((i - 1) * count / 10) + 1; to = int(i * count / 10); most = 0
      for (l = 1; l <= looks; l++)
        if (look[l] >= int(time[from]) && look[l] <= time[to] && resident[l] > most) most = resident[l]
      rate[i] = (to - from) / (time[to] - time[from])
      printf "tenth %2d: %6.0f URLs/s, %4.0f MB\n", i, rate[i], most / 1024
    }
    printf "the last tenth is %.2f of the second\n", rate[10] / rate[2]
    half = int(count / 2)
    printf "%.0f\n", (count - half) / (time[count] - time[half]) > "'"$work"'/rate"
  }' "$work/memory" "$work/times"

grep '"status":200' "$records" | sed 's/.*"url":"\([^"]*\)".*/\1/' >"$work/urls"
"$java" -Xmx1g -XX:+UseSerialGC -cp "$classpath" dev.weft.bench.FetchBench "$work/urls" 64 5 3 >"$work/fetch"
wrk=$(sed -n 's/^wrk *\([0-9,]*\) requests.*/\1/p' "$work/fetch" | tr -d , | sort -n | sed -n 2p)
awk -v weft="$(cat "$work/rate")" -v wrk="$wrk" \
  'BEGIN { printf "second half: %d URLs/s, wrk %d requests/s (median of 3): %.2f\n", weft, wrk, weft / wrk }'
