/**
 * Tests of the runnable folder {@code target/weft} as a user has it: real processes of its
 * launcher, run by Failsafe after packaging.
 *
 * <p>Start at {@link dev.weft.launcher.Installation}, a throw-away copy of that folder.
 */
@NullMarked
package dev.weft.launcher;

import org.jspecify.annotations.NullMarked;
