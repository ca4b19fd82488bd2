/**
 * The parser in processes of its own, which nothing a page does can hurt.
 *
 * <p>Start with {@link dev.weft.parse.process.ProcessPool}. {@code Backlog} holds the documents
 * that wait, {@code Slot} the life of one worker after another and the documents it has, {@code
 * WorkerProcess} one of them. Imports {@code parse.frame}, {@code url} and {@code page}.
 *
 * <p>Threads: a slot has {@code weft-parse-N}, which starts workers and reads their answers, and
 * {@code weft-parse-N-send}; {@code weft-parse-watch} ends what takes too long; {@code
 * weft-parse-archive} makes a class-data archive for later workers where there is none. Whoever
 * asks or crawls is never blocked.
 */
@NullMarked
package dev.weft.parse.process;

import org.jspecify.annotations.NullMarked;
