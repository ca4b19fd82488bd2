/** Tests of the demo web and its server. */
@NullMarked
package dev.weft.compare;

import org.jspecify.annotations.NullMarked;
