/** Tests of the JSONL sink. */
@NullMarked
package dev.weft.sink.jsonl;

import org.jspecify.annotations.NullMarked;
