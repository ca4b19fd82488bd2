/**
 * Where answers' bodies are while they are read: in memory that all requests of a fetcher share, or
 * in files. Backends copy bytes into a {@link dev.weft.fetch.body.BodyBuffer}, one for each
 * connection or stream, made by the fetcher's one {@link dev.weft.fetch.body.BodyStore}. A buffer
 * is its conversation's thread's; files are written on {@code weft-spill}, or by the caller.
 * Imports {@code fetch} and {@code page}.
 */
@NullMarked
package dev.weft.fetch.body;

import org.jspecify.annotations.NullMarked;
