/** Tests of the parser that builds no DOM. */
@NullMarked
package dev.weft.parse.scan;

import org.jspecify.annotations.NullMarked;
