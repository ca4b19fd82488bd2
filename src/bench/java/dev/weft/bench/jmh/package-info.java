/**
 * The hot pieces of a crawl, each alone, under JMH. Begin with {@link dev.weft.bench.jmh.UrlBench}.
 * {@code src/bench/jmh.sh [PATTERN [OPTION...]]} runs them; what a whole crawl costs is measured by
 * the other scripts there, and counts for more.
 */
@NullMarked
package dev.weft.bench.jmh;

import org.jspecify.annotations.NullMarked;
