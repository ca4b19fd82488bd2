/**
 * Pages as a table: one row a page, in CSV (RFC 4180).
 *
 * <p>Start with {@link dev.weft.sink.csv.CsvSink}. {@code Columns} says what each column holds,
 * {@code Row} how a value is written so that spreadsheets take it for what it is.
 *
 * <p>Imports {@code url}, {@code page}, its parent and {@code sink.file}. One thread, {@code
 * weft-sink}.
 */
@NullMarked
package dev.weft.sink.csv;

import org.jspecify.annotations.NullMarked;
