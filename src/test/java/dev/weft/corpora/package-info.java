/** What tests read of the data that others publish. */
@NullMarked
package dev.weft.corpora;

import org.jspecify.annotations.NullMarked;
