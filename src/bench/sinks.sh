#!/usr/bin/env bash
# A site crawled through each sink in turn, and what was written read back by programs of another
# make: Python's json and csv, and warcio.js.
#
#   src/bench/sinks.sh START [ROUNDS [RECORDS]]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Wall time is the whole process from the shell, state on disk. The sinks take turns, in another
# order in each round; a ratio is of two runs of one round, and told are its median and its extremes.
# Each run must have the same number of records as all others, and as RECORDS if that is given.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1 rounds=${2:-5} records=${3:-}
sinks=(none jsonl csv warc)
[ -d "$root/.ci/node/node_modules/hash-wasm" ] ||
  npm ci --prefix "$root/.ci/node" --no-audit --no-fund >/dev/null
WEFT_ARCHIVE=now "$weft" --version >/dev/null

for ((round = 0; round < rounds; round++)); do
  for ((turn = 0; turn < ${#sinks[@]}; turn++)); do
    sink=${sinks[(round + turn) % ${#sinks[@]}]}
    rm -rf "$work/$sink"
    /usr/bin/time -o "$work/time" -f "%e %U %S" \
      "$weft" crawl "$start" --own-site --links a -q --sink "$sink" -o "$work/$sink" >/dev/null
    found=$(python3 -c 'import json, sys; print(sum(json.load(open(sys.argv[1]))["records"].values()))' \
      "$work/$sink/summary.json")
    echo "$round $sink $found $(cat "$work/time")" >>"$work/times"
  done
done
# All three at once, so that one crawl can be held against itself.
rm -rf "$work/all"
"$weft" crawl "$start" --own-site --links a -q --sink jsonl --sink csv --sink warc -o "$work/all" >/dev/null
node "$root/.ci/node/check-warc.mjs" "$work"/all/warc/*.warc.gz >"$work/warc.jsonl"

python3 - "$work/times" ${records:+"$records"} <<'PY'
import statistics, sys

runs, counts = {}, set()
for line in open(sys.argv[1]):
    round, sink, found, wall, user, system = line.split()
    runs.setdefault(sink, {})[round] = (float(wall), float(user) + float(system))
    counts.add(int(found))
for sink, rounds in runs.items():
    wall = statistics.median(wall for wall, _ in rounds.values())
    cpu = statistics.median(cpu for _, cpu in rounds.values())
    ratios = sorted(runs["none"][round][0] / rounds[round][0] for round in rounds)
    print(
        f"{sink:6} {wall:6.2f} s wall, {cpu:6.2f} s CPU, {statistics.median(ratios):.2f} of none's speed"
        f" ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
wanted = {int(sys.argv[2])} if len(sys.argv) > 2 else {max(counts)}
if counts != wanted:
    sys.exit(f"the runs are no match: {sorted(counts)} records, not {max(wanted)}")
PY
"$root/src/bench/read-back.py" "$work/all" "$work/warc.jsonl" ${records:+"$records"}
