package dev.weft.robots;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a file say to one crawler: all groups that name it, taken together, or else all
 * that are for everybody (RFC 9309 §2.2.1). A group ends where a user agent follows a rule; other
 * lines end none.
 */
final class RobotsGroups {
  /** RFC 9309 has no digits in a name; a crawler's own may. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_-]+");

  private static final Pattern LONG_NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?|\\.\\d{1,9}");

  private final String productToken;
  private final Part ours = new Part();
  private final Part everybodys = new Part();
  private final List<String> sitemaps = new ArrayList<>();
  private boolean namesUs;
  private boolean inOurs;
  private boolean inEverybodys;
  private boolean ruleSeen;

  /** Rules and delay of the groups of one kind. */
  private static final class Part {
    final List<RobotsRule> rules = new ArrayList<>();
    @Nullable Duration delay;
  }

  /** Groups for the crawler of this name, in any case. */
  RobotsGroups(String productToken) {
    this.productToken = productToken;
  }

  void add(RobotsLine line) {
    switch (line.field()) {
      case USER_AGENT -> userAgent(line.value());
      case ALLOW -> rule(line, true);
      case DISALLOW -> rule(line, false);
      case CRAWL_DELAY -> delay(line.value());
      case SITEMAP -> sitemaps.add(line.value());
    }
  }

  private void userAgent(String value) {
    if (ruleSeen) {
      inOurs = false;
      inEverybodys = false;
      ruleSeen = false;
    }
    boolean isStar = value.startsWith("*") && (value.length() == 1 || value.charAt(1) <= ' ');
    if (isStar) {
      inEverybodys = true;
    } else if (isUs(NAME, value) || isUs(LONG_NAME, value)) {
      inOurs = true;
      namesUs = true;
    }
  }

  private boolean isUs(Pattern name, String value) {
    Matcher matcher = name.matcher(value);
    return matcher.lookingAt() && matcher.group().equalsIgnoreCase(productToken);
  }

  private void rule(RobotsLine line, boolean allow) {
    if (!inOurs && !inEverybodys) {
      return;
    }
    ruleSeen = true;
    if (line.value().isEmpty()) {
      return;
    }
    RobotsRule rule = RobotsRule.of(line.value(), allow, line.number());
    if (inOurs) {
      ours.rules.add(rule);
    }
    if (inEverybodys) {
      everybodys.rules.add(rule);
    }
  }

  /** Of several delays the longest counts. */
  private void delay(String value) {
    if (!SECONDS.matcher(value).matches()) {
      return;
    }
    Duration asked = Duration.ofMillis((long) (Double.parseDouble(value) * 1_000));
    if (asked.isZero()) {
      return;
    }
    if (inOurs) {
      ours.delay = longer(ours.delay, asked);
    }
    if (inEverybodys) {
      everybodys.delay = longer(everybodys.delay, asked);
    }
  }

  private static Duration longer(@Nullable Duration before, Duration asked) {
    return before == null || before.compareTo(asked) < 0 ? asked : before;
  }

  /** The rules that hold for the crawler. */
  List<RobotsRule> rules() {
    return part().rules;
  }

  /** The delay that is asked of it. */
  @Nullable Duration delay() {
    return part().delay;
  }

  /** The sitemaps of the file, which are everybody's. */
  List<String> sitemaps() {
    return sitemaps;
  }

  private Part part() {
    return namesUs ? ours : everybodys;
  }
}
