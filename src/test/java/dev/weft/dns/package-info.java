/**
 * Name look-ups on a look-up and a clock of the test's own, and the addresses that are forbidden.
 */
@NullMarked
package dev.weft.dns;

import org.jspecify.annotations.NullMarked;
