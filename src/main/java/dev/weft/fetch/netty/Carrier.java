package dev.weft.fetch.netty;

import dev.weft.page.FetchFailure;

/** What has an exchange in hand: the way to a connection, or what serves it on one. */
interface Carrier {
  /**
   * Ends an exchange that ran out of time or was cancelled: with what there is of its answer, or
   * with the reason.
   */
  void giveUp(Exchange exchange, FetchFailure reason, String message);
}
