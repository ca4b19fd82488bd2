/** Tests of parse. */
@NullMarked
package dev.weft.parse;

import org.jspecify.annotations.NullMarked;
