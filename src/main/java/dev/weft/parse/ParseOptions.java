package dev.weft.parse;

import java.util.EnumSet;
import java.util.Set;

/**
 * What to look for in documents: the kinds of links, and at most {@code outlinksMax} of them a page
 * (a page of a million links is an attack or an accident; the rest is not followed).
 */
public record ParseOptions(Set<LinkKind> links, int outlinksMax) {
  /** {@code a}, {@code area}, {@code iframe}, {@code frame} and {@code refresh}; 50,000 links. */
  public static final ParseOptions DEFAULT =
      new ParseOptions(
          EnumSet.of(LinkKind.A, LinkKind.AREA, LinkKind.IFRAME, LinkKind.FRAME, LinkKind.REFRESH),
          50_000);

  public ParseOptions {
    links = Set.copyOf(links);
    if (outlinksMax < 1) {
      throw new IllegalArgumentException("outlinksMax is " + outlinksMax + "; must be 1 or more");
    }
  }
}
