/** Tests of the resolver that asks name servers itself, with a name server that misbehaves. */
@NullMarked
package dev.weft.dns.netty;

import org.jspecify.annotations.NullMarked;
