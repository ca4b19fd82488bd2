/**
 * A worker process: it is given documents over a socket, parses one after another and answers.
 *
 * <p>Start with {@link dev.weft.parse.worker.Main}. Imports {@code parse.frame} and the parsers.
 * Its class path is Weft's jar, the parsers' libraries and those for content codings: never Netty,
 * a store or the command line, so that a worker starts fast and stays small.
 *
 * <p>Two threads: {@code weft-parse} reads, parses and answers; {@code weft-lifeline} ends the
 * process when its parent has ended, whatever the other is doing.
 */
@NullMarked
package dev.weft.parse.worker;

import org.jspecify.annotations.NullMarked;
