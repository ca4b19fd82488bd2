/**
 * What sitemaps say (sitemaps.org): the pages of a site, when they were last changed and which of
 * them matter most; and where further sitemaps are.
 *
 * <p>Start with {@link dev.weft.sitemap.SitemapReader}. The formats are crawler-commons' business:
 * XML with its extensions, indexes, RSS, Atom and text. This room keeps hostile ones from it.
 *
 * <p>Imports {@code url}. Any thread.
 */
@NullMarked
package dev.weft.sitemap;

import org.jspecify.annotations.NullMarked;
