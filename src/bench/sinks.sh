#!/usr/bin/env bash
# A site crawled through each sink in turn, and what was written read back by programs of another
# make: Python's json and csv, and warcio.js.
#
#   src/bench/sinks.sh START [ROUNDS]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Wall time is the whole process from the shell, state on disk; the ratio is of medians, to none.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1 rounds=${2:-5}
[ -d "$root/.ci/node/node_modules" ] || npm ci --prefix "$root/.ci/node" --no-audit --no-fund >/dev/null
WEFT_ARCHIVE=now "$weft" --version >/dev/null

for ((round = 0; round < rounds; round++)); do
  for sink in none jsonl csv warc; do
    rm -rf "$work/$sink"
    /usr/bin/time -a -o "$work/times" -f "$sink %e %U %S" \
      "$weft" crawl "$start" --own-site --links a -q --sink "$sink" -o "$work/$sink" >/dev/null
  done
done
# All three at once, so that one crawl can be held against itself.
rm -rf "$work/all"
"$weft" crawl "$start" --own-site --links a -q --sink jsonl --sink csv --sink warc -o "$work/all" >/dev/null
node "$root/.ci/node/check-warc.mjs" "$work"/all/warc/*.warc.gz >"$work/warc.jsonl"

python3 - "$work" <<'PY'
import csv, json, statistics, sys

work = sys.argv[1]
times = {}
for line in open(work + "/times"):
    sink, wall, user, system = line.split()
    times.setdefault(sink, []).append((float(wall), float(user) + float(system)))
none = statistics.median(wall for wall, _ in times["none"])
for sink, runs in times.items():
    wall = statistics.median(wall for wall, _ in runs)
    cpu = statistics.median(cpu for _, cpu in runs)
    print(f"{sink:6} {wall:6.2f} s wall, {cpu:6.2f} s CPU, {none / wall:.2f} of none's speed")

rows = [json.loads(line) for line in open(work + "/all/pages.jsonl")]
csv.field_size_limit(1 << 30)
table = list(csv.DictReader(open(work + "/all/pages.csv", newline="")))
digests = {(row["url"], row.get("digest") or "") for row in rows}
same = digests == {(row["url"], row["digest"]) for row in table}
responses = {}
for line in open(work + "/warc.jsonl"):
    record = json.loads(line)
    if record["type"] in ("response", "revisit"):
        responses[record["url"]] = record
answered = {row["url"] for row in rows if row.get("status")}
print(f"jsonl {len(rows)} records, csv {len(table)}: digests {'equal' if same and len(rows) == len(table) else 'DIFFER'}")
print(f"warc {len(responses)} responses for {len(answered)} answered URLs: "
      f"{'equal' if answered == set(responses) else 'DIFFER'}; warcio.js found no fault in blocks and payloads")
sys.exit(0 if same and len(rows) == len(table) and answered == set(responses) else 1)
PY
