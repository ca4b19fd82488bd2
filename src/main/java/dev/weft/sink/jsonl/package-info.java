/**
 * Pages as JSON, one object a line.
 *
 * <p>Start with {@link dev.weft.sink.jsonl.JsonlSink}. {@code RecordWriter} turns a page into a
 * record, in the form that {@code page.schema.json} beside this package publishes; {@code
 * DurableFile} is a file that can be cut back to what was committed.
 *
 * <p>Imports {@code url}, {@code page} and its parent. One thread, {@code weft-sink}.
 */
@NullMarked
package dev.weft.sink.jsonl;

import org.jspecify.annotations.NullMarked;
