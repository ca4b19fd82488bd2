/**
 * The wire form of parsing: what a crawl and its worker processes say to each other over a socket.
 *
 * <p>Start with {@link dev.weft.parse.frame.FrameType}, which says what is said; {@link
 * dev.weft.parse.frame.FrameSender} and {@link dev.weft.parse.frame.FrameReceiver} carry it, {@link
 * dev.weft.parse.frame.RequestCodec} and its neighbours write and read its fields.
 *
 * <p>Imports its parent, {@code url} and {@code page}. Each end of a conversation belongs to one
 * thread. Nothing here trusts the other end: what is no frame is a {@link
 * dev.weft.parse.frame.FrameException}.
 */
@NullMarked
package dev.weft.parse.frame;

import org.jspecify.annotations.NullMarked;
