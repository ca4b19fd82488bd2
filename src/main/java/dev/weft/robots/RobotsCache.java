package dev.weft.robots;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import dev.weft.url.Origin;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of origins for as long as they hold, bounded in memory. Clock and executor are the
 * caller's, so that a simulation decides what expires when.
 */
public final class RobotsCache {
  private final Cache<Origin, RobotsRules> cache;
  private final Policy.VarExpiration<Origin, RobotsRules> expiration;

  /**
   * A cache of rules that take about {@code bytesMax} together.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param executor runs the cache's upkeep
   */
  public RobotsCache(LongSupplier nanoTime, Executor executor, long bytesMax) {
    cache =
        Caffeine.newBuilder()
            .ticker(nanoTime::getAsLong)
            .executor(executor)
            .maximumWeight(bytesMax)
            .weigher((Origin origin, RobotsRules rules) -> rules.bytes())
            .expireAfter(Expiry.<Origin, RobotsRules>writing((origin, rules) -> Limits.TTL_MAX))
            .build();
    expiration = cache.policy().expireVariably().orElseThrow();
  }

  /** The rules that hold for the origin now; null if they must be asked for. */
  public @Nullable RobotsRules get(Origin origin) {
    return cache.getIfPresent(origin);
  }

  /** Keeps rules for {@code ttl} from now. */
  public void put(Origin origin, RobotsRules rules, Duration ttl) {
    RobotsRules unusedBefore = expiration.put(origin, rules, ttl);
  }
}
