/** Tests of politeness. */
@NullMarked
package dev.weft.politeness;

import org.jspecify.annotations.NullMarked;
