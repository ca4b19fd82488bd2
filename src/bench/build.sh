# Sourced by the measurements: builds Weft if it is not built, and what measures it.
#
# Sets: root, java, weft (the command), classpath, work (a folder that goes at the end).

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
weft=$root/target/weft/bin/weft
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac

[ -x "$weft" ] || (cd "$root" && mvn -B -ntp -q -DskipTests package)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/classes"
classpath=$work/classes:$(printf '%s:' "$root"/target/weft/lib/*.jar)
"$javac" -d "$work/classes" -cp "$classpath" "$root"/src/bench/java/dev/weft/bench/*.java

# learn_urls START FILE [OPTION...]: the pages of a site, by crawling it.
learn_urls() {
  local start=$1 file=$2
  shift 2
  "$weft" crawl "$start" --own-site --links a -q -o "$work/crawl" "$@"
  grep '"status":200' "$work/crawl/pages.jsonl" | grep '"contentType":"text/html' |
    sed 's/.*"url":"\([^"]*\)".*/\1/' >"$file"
  echo "$(wc -l <"$file") pages under $start"
}
