package dev.weft.engine;

import java.time.Duration;

/**
 * The bounds of a revisit.
 *
 * @param waitingMax URLs that wait in all queues before more that are due are queued: so a million
 *     due URLs are not written to the disk once more only to wait there, and enough wait for many
 *     hosts to have something to do
 * @param endsAtOnce ends that are read at once; some milliseconds of the store, and of the loop
 * @param clockSlack ends stand in the order of the clock but for times when it was set; reading
 *     stops at one that is so much too young, which a clock is not wrong by unless it is reset
 */
record RevisitLimits(int waitingMax, int endsAtOnce, Duration clockSlack) {
  static final RevisitLimits DEFAULT = new RevisitLimits(65_536, 1_024, Duration.ofDays(1));
}
