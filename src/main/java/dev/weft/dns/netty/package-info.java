/**
 * A resolver that asks name servers itself, on one event loop, with a thread for all questions.
 *
 * <p>Start with {@link dev.weft.dns.netty.NettyResolver}. {@code NameLookup} asks for both families
 * of a name, {@code Question} for one of them, from server to server and along CNAMEs; {@code
 * Answers} reads a message.
 *
 * <p>Imports its parent and {@code url}. All runs on {@code weft-dns}.
 */
@NullMarked
package dev.weft.dns.netty;

import org.jspecify.annotations.NullMarked;
