/** Tests of the backend with a thread a request; most of what it does is in the contracts. */
@NullMarked
package dev.weft.fetch.blocking;

import org.jspecify.annotations.NullMarked;
