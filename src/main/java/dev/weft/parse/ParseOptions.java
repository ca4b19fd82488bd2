package dev.weft.parse;

import dev.weft.parse.extract.ExtractRules;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What to look for in documents: the kinds of links, and at most {@code outlinksMax} of them a page
 * (a page of a million links is an attack or an accident; the rest is not followed). {@code
 * robotsName} is the name of the {@code <meta>} by which a page speaks to this crawler alone, in
 * lower case; what it says to all {@code robots} is read too. {@code rules} say what else to take.
 */
public record ParseOptions(
    Set<LinkKind> links, int outlinksMax, String robotsName, ExtractRules rules) {
  /** What a browser or a feed reader would go to, and sitemaps; 50,000 links. */
  public static final ParseOptions DEFAULT =
      new ParseOptions(
          EnumSet.of(
              LinkKind.A,
              LinkKind.AREA,
              LinkKind.IFRAME,
              LinkKind.FRAME,
              LinkKind.REFRESH,
              LinkKind.FEED,
              LinkKind.SITEMAP),
          50_000);

  public ParseOptions {
    links = Set.copyOf(links);
    robotsName = robotsName.toLowerCase(Locale.ROOT);
    if (outlinksMax < 1) {
      throw new IllegalArgumentException("outlinksMax is " + outlinksMax + "; must be 1 or more");
    }
  }

  /** Options of a crawler that pages know as {@code weft}, for links alone. */
  public ParseOptions(Set<LinkKind> links, int outlinksMax) {
    this(links, outlinksMax, "weft", ExtractRules.NONE);
  }

  /** These options for a crawler that pages know by this name. */
  public ParseOptions withRobotsName(String name) {
    return new ParseOptions(links, outlinksMax, name, rules);
  }

  /** These options with these rules. */
  public ParseOptions withRules(ExtractRules others) {
    return new ParseOptions(links, outlinksMax, robotsName, others);
  }

  /** Whether something is asked for that only a DOM can tell. */
  public boolean needsDom() {
    return !rules.isEmpty();
  }
}
