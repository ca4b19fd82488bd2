package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RobotsCacheTest {
  private static final long BYTES_MAX = 500_000;

  private final AtomicLong now = new AtomicLong(1);
  private final RobotsCache cache = new RobotsCache(now::get, Runnable::run, BYTES_MAX);

  @Test
  void rulesAreForgottenWhenTheirTimeIsOver() {
    cache.put(origin(1), RobotsRules.ALLOW_ALL, Duration.ofMinutes(10));
    cache.put(origin(2), RobotsRules.DISALLOW_ALL, Duration.ofMinutes(20));

    now.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
    assertThat(cache.get(origin(1))).isSameAs(RobotsRules.ALLOW_ALL);
    now.addAndGet(1);
    assertThat(cache.get(origin(1))).isNull();
    assertThat(cache.get(origin(2))).isSameAs(RobotsRules.DISALLOW_ALL);
  }

  @Test
  void theSchemeAndThePortAreOriginsOfTheirOwn() {
    cache.put(originOf("https://example.com/"), RobotsRules.DISALLOW_ALL, Duration.ofHours(1));

    assertThat(cache.get(originOf("http://example.com/"))).isNull();
    assertThat(cache.get(originOf("https://example.com:8443/"))).isNull();
    assertThat(cache.get(originOf("https://example.com:443/x"))).isNotNull();
  }

  @Test
  void theCacheIsBoundedByTheSizeOfItsRules() {
    assertThat(keptOf("User-agent: *\nDisallow: /" + "x".repeat(40_000))).isBetween(1, 10);
  }

  @Test
  void hostile23_manyShortRulesCountForWhatTheyTake() {
    StringBuilder file = new StringBuilder("User-agent: *\n");
    for (int i = 0; i < 1_000; i++) {
      file.append("Disallow: /").append(i).append('\n');
    }

    assertThat(keptOf(file.toString())).isBetween(1, 4);
  }

  @Test
  void namesOfSitemapsCountToo() {
    String line = "Sitemap: https://example.com/" + "x".repeat(1_000) + "\n";

    assertThat(keptOf(line.repeat(100))).isBetween(1, 5);
  }

  private int keptOf(String file) {
    byte[] bytes = file.getBytes(UTF_8);
    RobotsRules rules = RobotsRules.parse(bytes, bytes.length, "weft");
    for (int i = 0; i < 1_000; i++) {
      cache.put(origin(i), rules, Duration.ofHours(1));
    }

    int kept = 0;
    for (int i = 0; i < 1_000; i++) {
      kept += cache.get(origin(i)) == null ? 0 : 1;
    }
    return kept;
  }

  private static Origin origin(int number) {
    return originOf("https://host" + number + ".example/");
  }

  private static Origin originOf(String url) {
    return CrawlUrl.parse(url).orElseThrow().origin();
  }
}
