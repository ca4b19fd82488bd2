/** Tests of the parser that builds a DOM. */
@NullMarked
package dev.weft.parse.jsoup;

import org.jspecify.annotations.NullMarked;
