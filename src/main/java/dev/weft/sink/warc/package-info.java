/**
 * Pages as they came over the wire, in WARC 1.1 (ISO 28500:2017), for archives and their tools.
 *
 * <p>Start with {@link dev.weft.sink.warc.WarcSink}; {@code Records} says which records a page
 * becomes, {@code HttpBlock} how an answer is put back together as a message, {@code Index} how the
 * CDXJ index of a file comes to be.
 *
 * <p>Imports {@code url}, {@code page}, its parent and {@code sink.file}; jwarc makes the record
 * headers. One thread, {@code weft-sink}.
 */
@NullMarked
package dev.weft.sink.warc;

import org.jspecify.annotations.NullMarked;
