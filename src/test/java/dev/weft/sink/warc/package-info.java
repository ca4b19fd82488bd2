/** Tests of sink.warc. */
@NullMarked
package dev.weft.sink.warc;

import org.jspecify.annotations.NullMarked;
