/** Tests of the folder's lock and of the control socket, also between processes. */
@NullMarked
package dev.weft.control;

import org.jspecify.annotations.NullMarked;
