#!/usr/bin/env bash
# Weft beside other crawlers on one site, whole processes in turns, medians.
#
#   src/bench/peers.sh START [ROUNDS [PEER...]]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Compared are weft and those of wget2, httrack, scrapy (Debian: wget2, httrack, python3-scrapy),
# crawler4j (by Maven) and crawlee (by npm) that are there, or those named; the last two are put into
# target/peers the first time, which needs a network. What the others write goes to memory. Weft runs
# as it is delivered, state on disk included. For 16,000 pages the fast ones (weft wget2 httrack) take
# less than a minute a round, the others four minutes each; the reference before them a minute.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1 rounds=${2:-5}
wanted=("${@:3}")
sources=$root/src/bench/peers installed=$root/target/peers

is_wanted() {
  [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " = *" $1 "* ]]
}

install_crawler4j() {
  mkdir -p "$installed/crawler4j"
  mvn -B -ntp -q -f "$sources/crawler4j/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$installed/crawler4j/lib" &&
    "$javac" -d "$installed/crawler4j" -cp "$installed/crawler4j/lib/*" "$sources/crawler4j/Site.java"
}

install_crawlee() {
  mkdir -p "$installed/crawlee"
  cp "$sources"/crawlee/* "$installed/crawlee"
  PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    npm install --prefix "$installed/crawlee" --no-package-lock --no-audit --no-fund >/dev/null
}

for peer in crawler4j crawlee; do
  if is_wanted $peer && [ ! -f "$installed/$peer/ready" ]; then
    install_$peer && touch "$installed/$peer/ready" || echo "$peer could not be installed" >&2
  fi
done

WEFT_ARCHIVE=now "$weft" --version >/dev/null
"$java" -Xmx1g -cp "$classpath" dev.weft.bench.PeerBench \
  "$start" "$rounds" "$weft" "$work" "$sources" "$installed" ${wanted[@]+"${wanted[@]}"}
