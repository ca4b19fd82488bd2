/** The Netty backend under the contracts of {@code fetch}, and its parsers by themselves. */
@NullMarked
package dev.weft.fetch.netty;

import org.jspecify.annotations.NullMarked;
