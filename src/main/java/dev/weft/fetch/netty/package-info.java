/**
 * The event-loop backend on Netty: HTTP/1.1 without Netty's codec, HTTP/2 with it, over TCP and
 * TLS.
 *
 * <p>Start with {@link dev.weft.fetch.netty.NettyFetcher}, the one public class; then {@code Lane},
 * which owns the connections of one loop, {@code Dial}, which makes them, {@code Http1Connection}
 * and {@code Http2Connection}; {@code http1} turns bytes of the former into answers.
 *
 * <p>Everything but the hand-over of a request runs on the loop of its lane, a thread named {@code
 * weft-io-N}, so nothing here is locked. Imports {@code fetch}, its {@code http1} and {@code tls},
 * {@code page} and {@code url}.
 */
@NullMarked
package dev.weft.fetch.netty;

import org.jspecify.annotations.NullMarked;
