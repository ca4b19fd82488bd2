/**
 * The comparison of concurrency models: the same work by an event loop, threads and processes, side
 * by side in one run.
 *
 * <p>Start with {@link dev.weft.compare.Comparison}, which goes through {@link
 * dev.weft.compare.Section}s of trials. Each trial runs in a Java process of its own ({@link
 * dev.weft.compare.TrialMain}), so that no model inherits another's warm code, threads or memory,
 * and what it took can be told; what they fetch is served by this process ({@link
 * dev.weft.compare.TrialServer}).
 *
 * <p>May import {@code dev.weft} and the parts it measures. The trials' processes end with the run,
 * however that ends: their standard input closes.
 */
@NullMarked
package dev.weft.compare;

import org.jspecify.annotations.NullMarked;
