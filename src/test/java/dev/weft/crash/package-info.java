/**
 * Crawls as processes of their own that are killed, starved of disk or cut off from power, and then
 * go on. Start with {@code CrashContract}.
 */
@NullMarked
package dev.weft.crash;

import org.jspecify.annotations.NullMarked;
