/** Tests of lists fetched without a crawl. */
@NullMarked
package dev.weft.gather;

import org.jspecify.annotations.NullMarked;
