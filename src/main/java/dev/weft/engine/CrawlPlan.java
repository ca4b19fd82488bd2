package dev.weft.engine;

import dev.weft.frontier.FrontierLimits;
import dev.weft.parse.ParseOptions;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.request.RequestRules;
import dev.weft.scope.DiscoveryOptions;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl and within which bounds. {@code requests} says what its requests carry, {@code
 * discovery} what leads to pages besides links. {@code productToken} is the name robots rules know
 * the crawler by (RFC 9309 §2.2.1). After {@code maxDuration}, or a stop, leasing ends and {@code
 * grace} bounds how long what is in flight may take to finish.
 */
public record CrawlPlan(
    List<Seed> seeds,
    ScopeOptions scope,
    FrontierLimits limits,
    PolitenessOptions politeness,
    ParseOptions parse,
    RequestRules requests,
    DiscoveryOptions discovery,
    String productToken,
    @Nullable Duration maxDurationOrNull,
    Duration grace) {

  public CrawlPlan {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("no seed; give at least one URL to start from");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is " + grace + "; must be 0s or more");
    }
  }

  /** How long leasing may go on, if that is bounded. */
  public Optional<Duration> maxDuration() {
    return Optional.ofNullable(maxDurationOrNull);
  }
}
