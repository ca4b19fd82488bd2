/**
 * The event-loop backend: HTTP/1.1 over TCP and TLS on Netty, without its HTTP codec.
 *
 * <p>Start with {@link dev.weft.fetch.netty.NettyFetcher}, the one public class; then {@code Lane},
 * which owns the connections of one loop, {@code Connection}, which holds one conversation at a
 * time; {@code http1} turns its bytes into answers.
 *
 * <p>Everything but the hand-over of a request runs on the loop of its lane, a thread named {@code
 * weft-io-N}, so nothing here is locked. Imports {@code fetch}, its {@code http1} and {@code tls},
 * {@code page} and {@code url}.
 */
@NullMarked
package dev.weft.fetch.netty;

import org.jspecify.annotations.NullMarked;
