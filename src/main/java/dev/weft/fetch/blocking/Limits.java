package dev.weft.fetch.blocking;

import java.time.Duration;

/**
 * The bounds of this backend that the caller does not set; those of an answer are in {@code http1}.
 *
 * @param waitingMax requests that wait for a thread; as many as a crawl may ever have in flight, so
 *     that only a caller without a bound of its own meets it
 * @param addressesMax addresses tried for one request; each but the last gets an equal share of the
 *     connect time-out at most
 * @param connectionIdle how long an unused connection is kept; servers close theirs after 5–75 s
 * @param sweepIdle how often unused connections are looked at; costs a system call for each
 * @param threadIdle how long a thread with nothing to do is kept
 * @param connectionBufferBytes what a connection holds while it waits, three times; most requests
 *     fit
 * @param receiveBytes what a request reads into once bytes come; a large page in a few reads
 * @param buffersKept such arrays kept for the next request, at 90 KB with what else reading needs
 */
record Limits(
    int waitingMax,
    int addressesMax,
    Duration connectionIdle,
    Duration sweepIdle,
    Duration threadIdle,
    int connectionBufferBytes,
    int receiveBytes,
    int buffersKept) {

  static final Limits DEFAULT =
      new Limits(
          100_000,
          4,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          1 << 10,
          16 << 10,
          256);
}
