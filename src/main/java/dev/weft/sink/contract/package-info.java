/**
 * The contract of sinks as something that can be run: for whoever writes a sink, in a test of any
 * framework or by {@code weft plugins --check}, and for Weft's own sinks.
 *
 * <p>Start with {@link dev.weft.sink.contract.SinkContract}. Imports its parent, {@code page} and
 * {@code url}; no library of tests. One thread, the caller's.
 */
@NullMarked
package dev.weft.sink.contract;

import org.jspecify.annotations.NullMarked;
