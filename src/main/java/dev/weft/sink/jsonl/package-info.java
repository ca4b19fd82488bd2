/**
 * Pages as JSON, one object a line.
 *
 * <p>Start with {@link dev.weft.sink.jsonl.JsonlSink}. {@code RecordWriter} turns a page into a
 * record, in the form that {@code page.schema.json} beside this package publishes.
 *
 * <p>Imports {@code url}, {@code page}, its parent and {@code sink.file}. One thread, {@code
 * weft-sink}.
 */
@NullMarked
package dev.weft.sink.jsonl;

import org.jspecify.annotations.NullMarked;
