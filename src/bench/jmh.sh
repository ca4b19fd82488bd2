#!/usr/bin/env bash
# The hot pieces of a crawl, each alone, under JMH: jmh.sh [PATTERN [OPTION...]], for example
#   jmh.sh                       all of them, some four minutes
#   jmh.sh Url -prof gc          those of UrlBench, with what they allocate
#   jmh.sh Url -jvmArgsAppend '-XX:FreqInlineSize=35 -XX:InlineSmallCode=500 -XX:MaxInlineLevel=3'
#                                with bin/weft's bounds on inlining
# Options are JMH's: jmh.sh -h tells them. Each piece says how it is warmed up. Nothing else should
# run meanwhile.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"

mvn -B -ntp -q test-compile dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile=target/jmh.classpath
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat target/jmh.classpath)" \
  org.openjdk.jmh.Main "$@"
