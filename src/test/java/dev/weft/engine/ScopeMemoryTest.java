package dev.weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.FrontierLimits;
import dev.weft.parse.ParseOptions;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.scope.TrapLimits;
import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScopeMemoryTest {
  private final Map<String, String> kept = new HashMap<>();

  @Test
  void seedsThatRedirectsHaveAddedAreThereInTheNextRun() {
    CrawlUrl first = url("http://example.com/");
    CrawlUrl second = url("https://example.com/");
    CrawlUrl third = url("https://www.example.com/");
    Notes notes = new Notes(kept);
    ScopeMemory memory = new ScopeMemory(plan(first), notes, 0, true);
    assertThat(memory.scope().now().decide(third, 1).admitted()).isFalse();
    memory.redirected(first, second);
    memory.redirected(second, third);
    memory.redirected(first, url("https://elsewhere.test/"));
    keep(notes);

    ScopeMemory again = new ScopeMemory(plan(first), new Notes(kept), 3, true);
    assertThat(again.scope().now().decide(third, 1).admitted()).isTrue();
    assertThat(again.scope().now().decide(url("https://elsewhere.test/"), 1).admitted()).isFalse();
    assertThat(new ScopeMemory(plan(url("http://b.test/")), new Notes(kept), 3, true).scope().now())
        .satisfies(other -> assertThat(other.decide(third, 1).admitted()).isFalse());
  }

  @Test
  void limitsAreDigestedAsTheirRecordTellsThem() {
    TrapLimits limits = new TrapLimits(1, 2, 3, 4, OptionalLong.of(5));

    assertThat(ScopeMemory.text(limits)).isEqualTo(limits.toString());
    assertThat(ScopeMemory.text(limits.withoutPatterns()))
        .isEqualTo(limits.withoutPatterns().toString());
  }

  @Test
  void aRedirectThatEveryRevisitMeetsIsNotedOnce() {
    CrawlUrl seed = url("http://example.com/");
    CrawlUrl target = url("https://example.com/");
    kept.put("seed/000000000007", seed + " " + target);
    kept.put("seed/000000000008", seed + " " + target);
    for (int run = 1; run <= 3; run++) {
      Notes notes = new Notes(Map.copyOf(kept));
      ScopeMemory memory = new ScopeMemory(plan(seed), notes, 0, true);
      memory.redirected(seed, target);
      memory.redirected(target, url("https://www.example.com/"));
      memory.redirected(target, url("https://www.example.com/"));
      keep(notes);
      kept.values().removeIf(String::isEmpty);

      assertThat(kept).containsOnlyKeys("scope", "seed/000000000007", "seed/000000000009");
      assertThat(memory.scope().now().decide(target, 1).admitted()).isTrue();
    }
  }

  @Test
  void urlsOfAnEarlierScopeAreLookedAtInEveryLaterRun() {
    CrawlUrl seed = url("http://a.test/");
    assertThat(checkedBelow(plan(seed), 0)).isZero();
    assertThat(checkedBelow(plan(seed), 100)).isZero();
    assertThat(checkedBelow(plan(seed, url("http://b.test/")), 200)).isEqualTo(200);
    assertThat(checkedBelow(plan(seed, url("http://b.test/")), 300)).isEqualTo(200);
    assertThat(checkedBelow(plan(seed), 400)).isEqualTo(400);
  }

  private long checkedBelow(CrawlPlan plan, long nextOrder) {
    Notes notes = new Notes(kept);
    ScopeMemory memory = new ScopeMemory(plan, notes, nextOrder, true);
    keep(notes);
    return memory.checkedBelow();
  }

  private void keep(Notes notes) {
    kept.putAll(notes.take());
  }

  private static CrawlUrl url(String href) {
    return CrawlUrl.parse(href).orElseThrow();
  }

  private static CrawlPlan plan(CrawlUrl... seeds) {
    return new CrawlPlan(
        Stream.of(seeds).map(url -> new Seed(url, ScopeKind.HOST, "test")).toList(),
        new ScopeOptions(List.of(), List.of(), OptionalInt.empty()),
        FrontierLimits.of(1_000, 1),
        PolitenessOptions.DEFAULT,
        ParseOptions.DEFAULT,
        RequestRules.NONE,
        DiscoveryOptions.NONE,
        "weft",
        null,
        Duration.ZERO);
  }
}
