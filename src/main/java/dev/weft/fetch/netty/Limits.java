package dev.weft.fetch.netty;

import java.time.Duration;

/**
 * The bounds of a conversation that the caller does not set.
 *
 * @param headBytesMax status line and fields of one answer; browsers stop at 256 KiB, servers send
 *     under 8 KiB
 * @param lineBytesMax one line of it; half the block, so that a single field cannot fill it
 * @param fieldsMax fields of one answer; each costs two strings, ten times what real sites send
 * @param interimAnswersMax 1xx answers before the real one; one or two are usual
 * @param chunkLineBytesMax size and extensions of a chunk, and all trailers; nobody uses either
 * @param bodyBelievedRatio how many times the bytes that came a declared length is believed; 16
 *     makes one array of any page whose first read brings a sixteenth of it
 * @param receiveBytes the buffer that the plain connections of a lane share; a large page in one
 *     read
 * @param addressesMax addresses tried for one request; each but the last gets an equal share of the
 *     connect time-out at most
 * @param connectionIdle how long an unused connection is kept; servers close theirs after 5–75 s
 */
record Limits(
    int headBytesMax,
    int lineBytesMax,
    int fieldsMax,
    int interimAnswersMax,
    int chunkLineBytesMax,
    int bodyBelievedRatio,
    int receiveBytes,
    int addressesMax,
    Duration connectionIdle) {

  static final Limits DEFAULT =
      new Limits(64 << 10, 32 << 10, 1_000, 16, 4 << 10, 16, 64 << 10, 4, Duration.ofSeconds(30));
}
