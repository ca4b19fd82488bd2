/** Tests of what requests carry. */
@NullMarked
package dev.weft.request;

import org.jspecify.annotations.NullMarked;
