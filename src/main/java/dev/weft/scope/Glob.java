package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A pattern of literal runs with {@code *} between them. The first run is anchored at the start,
 * the last at the end, and each one between is looked for where the one before it ended: with no
 * other wildcard, the leftmost place is always as good as any later one, so nothing is tried twice.
 */
final class Glob {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String head;
  private final String[] middle;
  private final String tail;
  private final boolean literal;

  private Glob(List<String> runs) {
    head = runs.get(0);
    literal = runs.size() == 1;
    tail = literal ? "" : runs.get(runs.size() - 1);
    middle = literal ? new String[0] : runs.subList(1, runs.size() - 1).toArray(String[]::new);
  }

  static Glob of(String pattern) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int star; (star = pattern.indexOf('*', from)) >= 0; from = star + 1) {
      runs.add(encoded(pattern.substring(from, star)));
    }
    runs.add(encoded(pattern.substring(from)));
    return new Glob(runs);
  }

  boolean matches(String text) {
    if (literal) {
      return text.equals(head);
    }
    int end = text.length() - tail.length();
    if (end < head.length() || !text.startsWith(head) || !text.endsWith(tail)) {
      return false;
    }
    int from = head.length();
    for (String run : middle) {
      int found = text.indexOf(run, from);
      if (found < 0 || found + run.length() > end) {
        return false;
      }
      from = found + run.length();
    }
    return true;
  }

  private static String encoded(String run) {
    StringBuilder ascii = new StringBuilder(run.length());
    for (byte unit : run.getBytes(UTF_8)) {
      if (unit > ' ' && unit < 0x7f) {
        ascii.append((char) unit);
      } else {
        ascii.append('%').append(HEX.toHexDigits(unit));
      }
    }
    return ascii.toString();
  }
}
