/**
 * The demo: a small web of several hosts, computed and not stored, and a server for it on loopback.
 *
 * <p>Start with {@link dev.weft.demo.DemoWeb}, which is pure: it knows for every path what the
 * answer is, and by {@link dev.weft.demo.DemoTruth} what a crawl of it must find. {@link
 * dev.weft.demo.DemoServer} serves it over real sockets.
 *
 * <p>May import {@code dev.weft}, {@code config} and what they are made of. The server has one
 * thread, {@code weft-demo}; everything else is immutable and used from any thread.
 */
@NullMarked
package dev.weft.demo;

import org.jspecify.annotations.NullMarked;
