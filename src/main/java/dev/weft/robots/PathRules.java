package dev.weft.robots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** What decides where looking for the rule would take too long. */
  private static final RobotsRule TOO_DEAR =
      new RobotsRule("/", false, 0, 0, "/ (too many wildcards to tell)");

  private final PrefixRules prefixes;
  private final PatternRule[] patterns;
  private final long bytes;

  PathRules(List<RobotsRule> rules) {
    List<PrefixRules.Prefix> plain = new ArrayList<>();
    List<PatternRule> wild = new ArrayList<>();
    long size = 0;
    for (RobotsRule rule : rules) {
      size += Limits.RULE_BYTES + 2L * rule.form().length();
      add(rule, plain, wild);
      if (rule.allowsIndex()) {
        add(rule.ofFolder(), plain, wild);
      }
    }
    wild.sort(
        Comparator.comparing(
            PatternRule::rule,
            Comparator.comparingInt(RobotsRule::octets)
                .thenComparing(RobotsRule::allow)
                .reversed()));
    prefixes = new PrefixRules(plain);
    patterns = wild.toArray(PatternRule[]::new);
    bytes = size;
  }

  private static void add(RobotsRule rule, List<PrefixRules.Prefix> plain, List<PatternRule> wild) {
    String form = rule.form();
    int end = form.length();
    while (end > 0 && form.charAt(end - 1) == '*') {
      end--;
    }
    String trimmed = form.substring(0, end);
    if (trimmed.indexOf('*') < 0 && !trimmed.endsWith("$")) {
      plain.add(new PrefixRules.Prefix(trimmed, rule));
    } else {
      wild.add(new PatternRule(trimmed, rule));
    }
  }

  boolean allows(String path) {
    RobotsRule rule = decisive(path);
    return rule == null || rule.allow();
  }

  /** The rule that decides about a path; null if none speaks of it, and then it is allowed. */
  @Nullable RobotsRule decisive(String path) {
    PrefixRules.Prefix prefix = prefixes.mostSpecific(path);
    RobotsRule best = prefix == null ? null : prefix.rule();
    long comparisonsLeft = Limits.COMPARISONS_MAX;
    for (PatternRule pattern : patterns) {
      RobotsRule rule = pattern.rule();
      if (best != null && rule.octets() < best.octets()) {
        return best;
      }
      if (!pattern.matchesHead(path)) {
        continue;
      }
      comparisonsLeft -= pattern.comparisonsMax(path);
      if (comparisonsLeft < 0) {
        return TOO_DEAR;
      }
      if (pattern.matchesAfterHead(path)) {
        boolean isDraw = best != null && rule.octets() == best.octets();
        return isDraw && !rule.allow() ? best : rule;
      }
    }
    return best;
  }

  /** About what all rules together take in memory. */
  long bytes() {
    return bytes;
  }
}
