package dev.weft.fetch.netty;

import java.time.Duration;

/**
 * The bounds of a conversation that the caller does not set; those of an answer are with {@link
 * dev.weft.fetch.http1.Limits}.
 *
 * @param receiveBytes the buffer that the plain connections of a lane share; a large page in one
 *     read
 * @param addressesMax addresses tried for one request; each but the last gets an equal share of the
 *     connect time-out at most
 * @param connectionIdle how long an unused connection is kept; servers close theirs after 5–75 s
 */
record Limits(int receiveBytes, int addressesMax, Duration connectionIdle) {
  static final Limits DEFAULT = new Limits(64 << 10, 4, Duration.ofSeconds(30));
}
