/** Bodies in memory and in files. */
@NullMarked
package dev.weft.fetch.body;

import org.jspecify.annotations.NullMarked;
