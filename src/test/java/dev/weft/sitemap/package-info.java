/** Tests of the sitemaps. */
@NullMarked
package dev.weft.sitemap;

import org.jspecify.annotations.NullMarked;
