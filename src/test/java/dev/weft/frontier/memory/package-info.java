/** The frontier's contracts, run on the store in the heap. */
@NullMarked
package dev.weft.frontier.memory;

import org.jspecify.annotations.NullMarked;
