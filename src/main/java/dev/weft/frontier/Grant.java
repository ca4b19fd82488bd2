package dev.weft.frontier;

import dev.weft.url.Origin;

/**
 * What may start now: a URL to fetch or an origin to prepare. Each is handed back exactly once, to
 * the frontier it came from; a second time is a broken invariant and throws.
 */
public sealed interface Grant permits Lease, Preparation {
  /** The origin it is for. */
  Origin origin();

  /** How many times the same was tried before. */
  int attempts();
}
