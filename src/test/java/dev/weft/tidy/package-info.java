/**
 * Tests of the source itself: what a reviewer would otherwise have to say again and again.
 *
 * <p>{@link dev.weft.tidy.ImportsTest} holds the drawing of the house, {@link
 * dev.weft.tidy.SizesTest} the sizes of files and methods, {@link dev.weft.tidy.TidyTest} the rest.
 */
@NullMarked
package dev.weft.tidy;

import org.jspecify.annotations.NullMarked;
