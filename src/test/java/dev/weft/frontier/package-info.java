/** Tests of the frontier: by behaviour, against a naive model, and under concurrent readers. */
@NullMarked
package dev.weft.frontier;

import org.jspecify.annotations.NullMarked;
