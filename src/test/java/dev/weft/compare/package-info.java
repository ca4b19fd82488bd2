/** Tests of the comparison. */
@NullMarked
package dev.weft.compare;

import org.jspecify.annotations.NullMarked;
