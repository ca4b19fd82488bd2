/** Tests of sink.csv. */
@NullMarked
package dev.weft.sink.csv;

import org.jspecify.annotations.NullMarked;
