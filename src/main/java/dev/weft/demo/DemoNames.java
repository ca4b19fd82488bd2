package dev.weft.demo;

import dev.weft.demo.DemoHash.Choice;
import java.util.Locale;
import java.util.OptionalInt;

/** The paths and titles of ordinary pages: from a page's number, and back. */
final class DemoNames {
  private static final String[] SECTIONS = {
    "guide", "reference", "archive", "notes", "people", "places", "tools", "letters"
  };
  private static final String[] FIRST = {
    "quiet", "woven", "amber", "patient", "north", "folded", "early", "salted", "open", "narrow",
    "hollow", "bright", "slow", "second", "copper", "mended"
  };
  private static final String[] SECOND = {
    "loom", "harbour", "ledger", "orchard", "lantern", "bridge", "thread", "kettle", "meadow",
    "engine", "window", "river", "compass", "garden", "station", "letter"
  };

  /** Ends of titles; beyond ASCII so that a wrong charset shows. */
  private static final String[] FLOURISHES = {"", "", "", " café", " Übersicht", " à la carte"};

  private static final String SUFFIX = ".html";
  private static final int NUMBER_DIGITS_MAX = 7;

  private final long seed;

  DemoNames(long seed) {
    this.seed = seed;
  }

  String path(int host, int number) {
    if (number == 0) {
      return "/";
    }
    long slug = hash(host, number, Choice.SLUG);
    return "/"
        + SECTIONS[DemoHash.below(hash(host, number, Choice.SECTION), SECTIONS.length)]
        + "/"
        + FIRST[DemoHash.below(slug, FIRST.length)]
        + "-"
        + SECOND[DemoHash.below(DemoHash.next(slug, 0), SECOND.length)]
        + "-"
        + number
        + SUFFIX;
  }

  String title(int host, int number) {
    long slug = hash(host, number, Choice.SLUG);
    String first = FIRST[DemoHash.below(slug, FIRST.length)];
    return first.substring(0, 1).toUpperCase(Locale.ROOT)
        + first.substring(1)
        + " "
        + SECOND[DemoHash.below(DemoHash.next(slug, 0), SECOND.length)]
        + FLOURISHES[DemoHash.below(DemoHash.next(slug, 1), FLOURISHES.length)]
        + " "
        + number;
  }

  /** The number of the page at this path; empty if no page of the host is there. */
  OptionalInt number(int host, int pages, String path) {
    if (path.equals("/")) {
      return OptionalInt.of(0);
    }
    if (!path.endsWith(SUFFIX)) {
      return OptionalInt.empty();
    }
    OptionalInt number = digits(path, path.lastIndexOf('-') + 1, path.length() - SUFFIX.length());
    boolean isPage =
        number.isPresent()
            && number.getAsInt() < pages
            && path.equals(path(host, number.getAsInt()));
    return isPage ? number : OptionalInt.empty();
  }

  /** The number that {@code text} holds between two places; empty if something else is there. */
  static OptionalInt digits(String text, int from, int to) {
    if (to <= from || to - from > NUMBER_DIGITS_MAX) {
      return OptionalInt.empty();
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalInt.empty();
      }
      number = number * 10 + digit;
    }
    return OptionalInt.of(number);
  }

  private long hash(int host, int number, Choice choice) {
    return DemoHash.of(seed, host, number, choice);
  }
}
