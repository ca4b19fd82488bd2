/** Tests of the robots rules. */
@NullMarked
package dev.weft.robots;

import org.jspecify.annotations.NullMarked;
