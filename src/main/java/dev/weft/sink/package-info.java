/**
 * Where finished pages go. A {@link dev.weft.sink.Sink} writes records, and at a checkpoint makes
 * them durable and tells how long its files are; after a crash it cuts them back to that length.
 *
 * <p>Start with {@link dev.weft.sink.Sink}. Formats live in packages below; {@code JsonRecord} is
 * how all that write JSON write it. Imports {@code url} and {@code page}. Every method is called on
 * one thread, {@code weft-sink}.
 */
@NullMarked
package dev.weft.sink;

import org.jspecify.annotations.NullMarked;
