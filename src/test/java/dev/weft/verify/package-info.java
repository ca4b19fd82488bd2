/** Tests of the proof that records and state agree. */
@NullMarked
package dev.weft.verify;

import org.jspecify.annotations.NullMarked;
