package dev.weft.frontier;

import dev.weft.url.HostName;

/**
 * How fast each host may be asked, as far as its user knows. A frontier asks when it meets a host,
 * and again when it meets one that it has forgotten; in between {@link Frontier#pace} tells it.
 */
public interface HostPaces {
  /** The pace of a host that the frontier knows nothing of. */
  HostPace pace(HostName host);

  /**
   * A host was forgotten: nothing waits there, nothing is under way and no delay or rest holds. Its
   * origins must be prepared again if URLs come.
   */
  default void forgotten(HostName host) {}
}
