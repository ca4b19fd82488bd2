/**
 * Programs as users write them, against the API alone. The guide shows them; a test runs them
 * against the demo web.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
