/** Tests of {@code parse.process}. */
@NullMarked
package dev.weft.parse.process;

import org.jspecify.annotations.NullMarked;
