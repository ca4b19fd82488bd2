/** Tests of sink. */
@NullMarked
package dev.weft.sink;

import org.jspecify.annotations.NullMarked;
