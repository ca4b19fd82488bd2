/** Tests of what needs no document. */
@NullMarked
package dev.weft.parse.extract;

import org.jspecify.annotations.NullMarked;
