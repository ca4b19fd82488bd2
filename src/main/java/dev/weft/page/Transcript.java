package dev.weft.page;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What went over the wire around an answer's body, for those who archive it; fetchers keep it only
 * when asked to.
 *
 * @param requestHead the request up to its empty line, one character a byte; over HTTP/2 as it
 *     would have been over HTTP/1.1. It may hold credentials and cookies
 * @param requestContent the request's body, in memory
 * @param answerHead the answer's head as it came, up to its empty line, one character a byte; empty
 *     where it had no such form, as over HTTP/2
 * @param truncation why the body, as it came over the wire, is not whole
 * @param server the address that was connected to; null through a proxy
 */
public record Transcript(
    String requestHead,
    Body requestContent,
    String answerHead,
    @Nullable Truncation truncation,
    @Nullable InetAddress server) {
  /** Tells nothing of what it holds. */
  @Override
  public String toString() {
    return "Transcript[" + requestHead.length() + ", " + answerHead.length() + "]";
  }
}
