package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole way from bytes to a decision, against a plain reading of the same bytes. */
final class GeneratedFilesTest {
  private static final int FILES = 5_000;
  private static final int PATHS = 12;
  private static final String TOKEN = "weft";
  private static final List<String> AGENTS =
      List.of("*", "weft", "Weft", "WEFT/1.0", "weftbot", "we", "other", "* all", "weft-news", "");
  private static final List<String> AGENT_KEYS =
      List.of("User-agent", "user-agent", "USER-AGENT", "Useragent", "User agent", "User-Agent ");
  private static final List<String> RULE_KEYS =
      List.of(
          "Disallow",
          "disallow",
          "DISALLOW",
          "Allow",
          "allow",
          "Disallow ",
          "Disalow",
          "Dissallow",
          "disallaw",
          "Allow ",
          "Diasllow",
          "Dissalow");
  private static final List<String> OTHERS =
      List.of(
          "Sitemap: https://example.com/s.xml",
          "Crawl-delay: 2",
          "Host: example.com",
          "nonsense",
          "# a comment",
          "",
          "",
          "Clean-param: a /x",
          "Noindex: /a",
          ": /x",
          "disallow",
          "Request-rate: 1/5",
          "User-agent");
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          "a",
          "b",
          "ab",
          "*",
          "*",
          "$",
          "?",
          "=",
          "&",
          "%61",
          "%2F",
          "%2f",
          "%7E",
          "~",
          "ä",
          "%C3%A4",
          "%c3%a4",
          "index.html",
          "index.htm",
          ".",
          "-",
          "A",
          "%",
          "%4",
          "a b",
          "|",
          "\"",
          "[",
          "\\",
          "%24",
          "%2A",
          "{",
          "日");
  private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", "\r", "\n\n");

  @Test
  void everyFileMeansWhatItSays() {
    long seed = System.nanoTime();
    List<String> differences = new ArrayList<>();
    int decisions = 0;
    Random random = new Random(seed);
    for (int i = 0; i < FILES; i++) {
      byte[] file = file(random).getBytes(UTF_8);
      RobotsRules rules = RobotsRules.parse(file, file.length, TOKEN);
      LiteralMatcher plain = new LiteralMatcher(file, TOKEN);
      for (int j = 0; j < PATHS; j++) {
        CrawlUrl url = CrawlUrl.parseOrNull("https://example.com" + path(random));
        if (url == null || url.pathAndQuery().equals("/robots.txt")) {
          continue;
        }
        decisions++;
        if (rules.allows(url) != plain.allows(url.pathAndQuery()) && differences.size() < 10) {
          differences.add(url.pathAndQuery() + " in\n" + new String(file, UTF_8));
        }
      }
    }
    assertThat(decisions).isGreaterThan(FILES);
    assertThat(differences).as("seed %s\n%s", seed, String.join("\n----\n", differences)).isEmpty();
  }

  private static String file(Random random) {
    StringBuilder file = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
    int lines = random.nextInt(100) == 0 ? 300 : random.nextInt(14);
    for (int i = 0; i < lines; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> file.append(line(random, AGENT_KEYS, one(random, AGENTS)));
        case 2 -> file.append(one(random, OTHERS));
        default -> file.append(line(random, RULE_KEYS, pattern(random)));
      }
      file.append(one(random, ENDS));
    }
    return file.toString();
  }

  private static String line(Random random, List<String> keys, String value) {
    String space = one(random, List.of(" ", " ", "", "\t", "  "));
    String before = one(random, List.of("", "", "", " ", "\t"));
    String after = one(random, List.of("", "", "", " ", "\t", " # why", "#why"));
    String colon = random.nextInt(12) == 0 ? " " : ":";
    return before + one(random, keys) + colon + space + value + after;
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
    for (int i = random.nextInt(5); i > 0; i--) {
      pattern.append(one(random, PIECES));
    }
    return pattern.toString();
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(6); i > 0; i--) {
      path.append(one(random, PIECES));
    }
    return path.toString();
  }

  private static <T> T one(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
