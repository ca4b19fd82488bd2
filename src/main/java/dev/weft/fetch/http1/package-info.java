/**
 * HTTP/1.1 as both backends speak it (RFC 9110, 9112): how a request is written down, and what is
 * an answer and what is none. No channel, no socket, no clock, no thread of its own; a reader and
 * its scratch belong to one thread at a time.
 *
 * <p>Start with {@link dev.weft.fetch.http1.AnswerReader}, fed from any {@link
 * dev.weft.fetch.body.Incoming}, and {@link dev.weft.fetch.http1.RequestHead}. Imports {@code
 * fetch}, {@code page} and {@code url}.
 */
@NullMarked
package dev.weft.fetch.http1;

import org.jspecify.annotations.NullMarked;
