#!/usr/bin/env bash
# What a crawl's processor time goes into: a recording of the JDK's own (JFR), summed up.
#
#   src/bench/profile.sh START [CRAWL-OPTION...]
#
# START is a site of static HTML that may be asked without restraint: one of your own on loopback.
# Told are the processor time of each kind of thread, the share of samples in each room of the code
# and in the hottest methods, what the compilers took and what the collector stopped. Weft runs as it
# is delivered but for the recording, which costs some hundredths; use a site that takes 10 s or more.
# The recording stays in target/profile.jfr.
set -euo pipefail

[ $# -ge 1 ] || {
  sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
  exit 2
}
. "$(dirname "$0")/build.sh"
start=$1
shift
recording=$root/target/profile.jfr
cat >"$work/profile.jfc" <<'JFC'
<?xml version="1.0" encoding="UTF-8"?>
<configuration version="2.0" label="Weft" description="What src/bench/profile.sh sums up" provider="Weft">
  <event name="jdk.ExecutionSample"><setting name="enabled">true</setting><setting name="period">5 ms</setting></event>
  <event name="jdk.NativeMethodSample"><setting name="enabled">false</setting></event>
  <event name="jdk.ThreadCPULoad"><setting name="enabled">true</setting><setting name="period">1 s</setting></event>
  <event name="jdk.CPULoad"><setting name="enabled">true</setting><setting name="period">1 s</setting></event>
  <event name="jdk.GarbageCollection"><setting name="enabled">true</setting><setting name="threshold">0 ms</setting></event>
  <event name="jdk.Compilation"><setting name="enabled">true</setting><setting name="threshold">1 ms</setting></event>
</configuration>
JFC
WEFT_ARCHIVE=now "$weft" --version >/dev/null
WEFT_JAVA_OPTS="${WEFT_JAVA_OPTS:-} -XX:StartFlightRecording=filename=$recording,settings=$work/profile.jfc -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints" \
  /usr/bin/time -f "%e s, %U s user, %S s system, %M KB" \
  "$weft" crawl "$start" --own-site --links a -q -o "$work/crawl" "$@"
echo "$(wc -l <"$work/crawl/pages.jsonl") URLs"
"$java" -cp "$classpath" dev.weft.bench.ProfileSummary "$recording"
