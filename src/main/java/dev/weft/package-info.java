/**
 * The library's front door: configure a crawl, run it, take its pages, read its report.
 *
 * <p>May import {@code engine}, which alone sees all parts; nothing below this package imports it.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
