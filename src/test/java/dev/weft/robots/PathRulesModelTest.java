package dev.weft.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The indexed rules against the plain reading of RFC 9309: try every rule, take the longest. */
final class PathRulesModelTest {
  private static final int FILES = 20_000;

  @Test
  void theIndexDecidesAsTryingEveryRuleDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int file = 0; file < FILES; file++) {
      List<RobotsRule> rules = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        rules.add(RobotsRule.of(text(random, "ab/**$", 7), random.nextBoolean(), i + 1));
      }
      PathRules indexed = new PathRules(rules);
      for (int i = 0; i < 5; i++) {
        String path = text(random, "ab/", 9);
        assertThat(indexed.allows(path))
            .as("seed %s, path %s, rules %s", seed, path, shown(rules))
            .isEqualTo(allowedByTrying(rules, path));
      }
    }
  }

  private static boolean allowedByTrying(List<RobotsRule> rules, String path) {
    int longest = -1;
    boolean allowed = true;
    for (RobotsRule rule : rules) {
      int octets = rule.text().length();
      if (octets >= longest && expression(rule.text()).matcher(path).find()) {
        allowed = rule.allow() || (allowed && octets == longest);
        longest = octets;
      }
    }
    return allowed;
  }

  private static Pattern expression(String rule) {
    boolean anchored = rule.endsWith("$");
    String body = anchored ? rule.substring(0, rule.length() - 1) : rule;
    StringBuilder expression = new StringBuilder("^");
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      expression.append(c == '*' ? ".*" : Pattern.quote(c == '$' ? "%24" : String.valueOf(c)));
    }
    return Pattern.compile(expression + (anchored ? "$" : ""));
  }

  private static String text(Random random, String alphabet, int lengthMax) {
    StringBuilder text = new StringBuilder("/");
    for (int i = random.nextInt(lengthMax); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static List<String> shown(List<RobotsRule> rules) {
    return rules.stream().map(r -> (r.allow() ? "+" : "-") + r.text()).toList();
  }
}
