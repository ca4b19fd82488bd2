/**
 * Files of sinks that keep the commit protocol: they grow at their end, know their checksum, and
 * can be cut back to what was committed.
 *
 * <p>Start with {@link dev.weft.sink.file.FileSeries}, what a sink writes to: one file or many, by
 * size, plain or compressed. {@link dev.weft.sink.file.DurableFile} is a single one of them.
 *
 * <p>Imports its parent; the formats beside it import it. One thread, {@code weft-sink}.
 */
@NullMarked
package dev.weft.sink.file;

import org.jspecify.annotations.NullMarked;
