/** Tests of the {@code weft} command, in this process and as a process of its own. */
@NullMarked
package dev.weft.cli;

import org.jspecify.annotations.NullMarked;
