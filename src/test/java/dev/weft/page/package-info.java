/** Content decoding against well-made, damaged and hostile bodies. */
@NullMarked
package dev.weft.page;

import org.jspecify.annotations.NullMarked;
