/**
 * Measurements of Weft beside the least that could do the same work. Begin with {@link
 * dev.weft.bench.FetchBench}: the event-loop fetcher against {@link dev.weft.bench.BareLoop}, in
 * one run. {@link dev.weft.bench.WholeProcess} times commands from their start to their end. The
 * scripts in {@code src/bench} build and run all of it; results are recorded in {@code
 * src/docs/benchmarks}. Imports the library's public API only.
 */
@NullMarked
package dev.weft.bench;

import org.jspecify.annotations.NullMarked;
