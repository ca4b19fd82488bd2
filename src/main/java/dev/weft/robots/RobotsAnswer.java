package dev.weft.robots;

import dev.weft.url.CrawlUrl;
import java.time.Duration;

/** What an attempt to fetch an origin's robots.txt means for the origin (RFC 9309 §2.3.1). */
public sealed interface RobotsAnswer {

  /** These rules hold for {@code ttl}, counted from the answer. */
  record Rules(RobotsRules rules, Duration ttl) implements RobotsAnswer {}

  /**
   * The file is elsewhere: fetch {@code target}, with one redirect more behind it. What is found
   * there holds for the origin first asked.
   */
  record Follow(CrawlUrl target) implements RobotsAnswer {}

  /**
   * Nothing may be fetched from the origin for now, because its wishes cannot be known; {@code
   * reason} says why, for people. Ask again after {@code retryAfter}.
   */
  record Unreachable(String reason, Duration retryAfter) implements RobotsAnswer {}
}
