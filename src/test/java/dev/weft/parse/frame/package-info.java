/** Tests of {@code parse.frame}. */
@NullMarked
package dev.weft.parse.frame;

import org.jspecify.annotations.NullMarked;
