package dev.weft.robots;

import crawlercommons.robots.SimpleRobotRules.RobotRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The allow and disallow rules of one group, asked about a path: of the rules that match, the one
 * of most octets decides, and allow wins a draw (RFC 9309 §2.2.2). Immutable.
 */
final class PathRules {
  /*
   * Files are written by strangers, and a decision is made on the crawl loop for every URL, so its
   * time must be bounded whatever the file holds.
   *
   * Rules without a wildcard, nearly all of them, are literal prefixes. PrefixRules finds those that
   * match in time logarithmic in their number.
   *
   * Rules with wildcards are tried longest first until one matches, or until the rest are shorter
   * than a prefix that did. Each is matched from left to right without going back. That is linear in
   * the path for one rule, but half a megabyte holds 50,000 of them; so a decision has a budget of
   * comparisons, some ten milliseconds at the worst. A file that spends it forbids the URL: one
   * cannot tell what it wishes, and no honest file comes near (10,000 wildcard rules over a path of
   * 200 characters would).
   */

  /** Allowing an index page allows its folder: Google's reading, which sites rely on. */
  private static final String INDEX = "index.htm";

  private final PrefixRules prefixes;
  private final PatternRule[] patterns;
  private final int chars;

  PathRules(List<RobotRule> rules) {
    List<PrefixRules.Prefix> plain = new ArrayList<>();
    List<PatternRule> wild = new ArrayList<>();
    int size = 0;
    for (RobotRule rule : rules) {
      String text = PathForm.ofRule(rule.getPrefix());
      size += text.length();
      add(text, rule.getPrefix().length(), rule.isAllow(), plain, wild);
      int directory = text.lastIndexOf('/') + 1;
      if (rule.isAllow() && text.startsWith(INDEX, directory)) {
        add(text.substring(0, directory) + "$", directory + 1, true, plain, wild);
      }
    }
    wild.sort(
        Comparator.comparingInt(PatternRule::octets)
            .reversed()
            .thenComparing(PatternRule::allow, Comparator.reverseOrder()));
    prefixes = new PrefixRules(plain);
    patterns = wild.toArray(PatternRule[]::new);
    chars = size;
  }

  private static void add(
      String text,
      int octets,
      boolean allow,
      List<PrefixRules.Prefix> plain,
      List<PatternRule> wild) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '*') {
      end--;
    }
    String trimmed = text.substring(0, end);
    if (trimmed.indexOf('*') < 0 && !trimmed.endsWith("$")) {
      plain.add(new PrefixRules.Prefix(trimmed, octets, allow));
    } else {
      wild.add(new PatternRule(trimmed, octets, allow));
    }
  }

  boolean allows(String path) {
    PrefixRules.Prefix prefix = prefixes.mostSpecific(path);
    int octets = prefix == null ? -1 : prefix.octets();
    boolean allowed = prefix == null || prefix.allow();
    long comparisonsLeft = Limits.COMPARISONS_MAX;
    for (PatternRule pattern : patterns) {
      if (pattern.octets() < octets) {
        return allowed;
      }
      if (!pattern.matchesHead(path)) {
        continue;
      }
      comparisonsLeft -= pattern.comparisonsMax(path);
      if (comparisonsLeft < 0) {
        return false;
      }
      if (pattern.matchesAfterHead(path)) {
        return pattern.allow() || (allowed && pattern.octets() == octets);
      }
    }
    return allowed;
  }

  /** The characters of all rules together. */
  int chars() {
    return chars;
  }
}
