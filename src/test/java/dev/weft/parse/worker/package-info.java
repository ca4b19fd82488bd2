/** Tests of {@code parse.worker}. */
@NullMarked
package dev.weft.parse.worker;

import org.jspecify.annotations.NullMarked;
