package dev.weft.fetch.netty;

import java.time.Duration;

/**
 * The bounds of a conversation that the caller does not set; those of an answer are with {@link
 * dev.weft.fetch.http1.Limits}.
 *
 * @param receiveBytes the buffer that the plain connections of a lane share; a large page in one
 *     read
 * @param addressesMax addresses tried for one request; two of each family
 * @param attemptDelay head start of one address over the next (RFC 8305 §5 and §8); less if the
 *     connect time-out is short
 * @param connectionIdle how long an unused connection is kept; servers close theirs after 5–75 s
 * @param http2 the bounds of a connection of HTTP/2
 */
record Limits(
    int receiveBytes,
    int addressesMax,
    Duration attemptDelay,
    Duration connectionIdle,
    Http2 http2) {
  static final Limits DEFAULT =
      new Limits(64 << 10, 4, Duration.ofMillis(250), Duration.ofSeconds(30), Http2.DEFAULT);

  /**
   * The bounds of a connection of HTTP/2.
   *
   * @param streamsEnough with fewer streams than these a connection is not shared but added to;
   *     browsers open six connections to a server of HTTP/1.1
   * @param streamWindowBytes what a server may send of one body before we acknowledge it; 10 MB/s
   *     at 100 ms of round trip
   * @param windowBytes the same of all bodies of a connection; eight at full speed
   * @param continuationsMax CONTINUATION frames in one header block; the largest that is allowed
   *     needs four
   * @param idleFrameBytesMax bytes of frames in a row that move no exchange on; twice the largest
   *     header block, or 7,000 PINGs
   */
  record Http2(
      int streamsEnough,
      int streamWindowBytes,
      int windowBytes,
      int continuationsMax,
      int idleFrameBytesMax) {
    static final Http2 DEFAULT = new Http2(6, 1 << 20, 8 << 20, 64, 128 << 10);
  }
}
