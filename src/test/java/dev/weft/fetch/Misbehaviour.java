package dev.weft.fetch;

import dev.weft.fetch.Conversation.Script;
import java.io.IOException;
import java.util.Locale;

/** What servers do wrong, each at a path of its own on a {@link MisbehavingServer}. */
public enum Misbehaviour {
  ENDLESS_HEADERS(
      c -> {
        c.send("HTTP/1.1 200 OK\r\n");
        for (long i = 0; ; i++) {
          c.send("X-" + i + ": " + "y".repeat(1_000) + "\r\n");
        }
      }),
  HEADER_LINE_OF_100_KB(c -> c.send("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100 << 10) + "\r\n\r\n")),
  HEADER_LINE_OF_1_MB(c -> c.send("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n")),
  HEADERS_10_000(
      c -> {
        c.send("HTTP/1.1 200 OK\r\n" + "a: 1\r\n".repeat(10_000) + "Content-Length: 0\r\n\r\n");
      }),
  ENDLESS_LINE(
      c -> {
        while (true) {
          c.send("HTTP/1.1 200 " + "y".repeat(1_000));
        }
      }),

  SILENT(Conversation::holdUntilClosed),
  SILENT_IN_HEADERS(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-");
        c.holdUntilClosed();
      }),
  SILENT_AFTER_HEADERS(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        c.holdUntilClosed();
      }),
  SLOW_DRIP_OF_HEADERS(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nX: ");
        c.dripForEver();
      }),
  SLOW_DRIP_OF_BODY(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        c.dripForEver();
      }),

  ENDLESS_BODY(
      c -> {
        c.send("HTTP/1.1 200 OK\r\n\r\n");
        while (true) {
          c.send("z".repeat(10_000));
        }
      }),
  ENDLESS_CHUNKS(
      c -> {
        c.send(Raw.CHUNKED);
        while (true) {
          c.send("2710\r\n" + "z".repeat(10_000) + "\r\n");
        }
      }),
  LENGTH_OF_AN_EXABYTE(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n");
        while (true) {
          c.send("z".repeat(10_000));
        }
      }),

  CONFLICTING_LENGTHS(
      c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde")),
  LENGTH_AND_CHUNKED(
      c -> c.send(Raw.CHUNKED.replace("\r\n\r\n", "\r\nContent-Length: 3\r\n\r\n") + Raw.CHUNKS)),
  NEGATIVE_LENGTH(c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc")),
  NEGATIVE_CHUNK(c -> c.send(Raw.CHUNKED + "-" + Raw.CHUNKS)),
  CHUNK_GARBAGE(c -> c.send(Raw.CHUNKED + "3\r\nabc\r\nxyz\r\n")),
  CHUNK_LONGER_THAN_ITS_SIZE(c -> c.send(Raw.CHUNKED + "3\r\nabcdef\r\n0\r\n\r\n")),
  HUGE_CHUNK(c -> c.send(Raw.CHUNKED + "FFFFFFFFFFFFFFFF" + Raw.CHUNKS)),
  ENDLESS_CHUNK_EXTENSION(
      c -> {
        c.send(Raw.CHUNKED + "3;");
        while (true) {
          c.send("z".repeat(10_000));
        }
      }),
  ENDLESS_TRAILERS(
      c -> {
        c.send(Raw.CHUNKED + "3\r\nabc\r\n0\r\n");
        while (true) {
          c.send("Z: zzzzzzzz\r\n");
        }
      }),
  BARE_CR(c -> c.send("HTTP/1.1 200 OK\r\nA: 1\rContent-Length: 3\r\n\r\nabc")),
  BARE_LF(c -> c.send("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc")),
  NUL_IN_HEADER(c -> c.send("HTTP/1.1 200 OK\r\nA: \0\r\nContent-Length: 3\r\n\r\nabc")),
  NO_STATUS_LINE(
      c -> {
        c.send("<html>hello, world of 1993</html>");
        c.holdUntilClosed();
      }),
  ANOTHER_PROTOCOL(
      c -> {
        c.send("SSH-2.0-OpenSSH_9.2\r\n");
        c.holdUntilClosed();
      }),
  UNASKED_UPGRADE(
      c -> c.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nPRI * HTTP/2.0\r\n")),
  INTERIM_FLOOD(
      c -> {
        while (true) {
          c.send("HTTP/1.1 100 Continue\r\n\r\n");
        }
      }),

  INTERIM_BEFORE_THE_ANSWER(
      c -> {
        c.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        c.answer(200, "abc");
      }),
  HTTP_1_0(
      c -> {
        c.send("HTTP/1.0 200 OK\r\n\r\nabc");
        c.close();
      }),
  REDIRECT_TO_A_FILE(c -> c.send(Raw.redirect("file:///etc/passwd"))),
  REDIRECT_TO_ANOTHER_HOST(c -> c.send(Raw.redirect("//elsewhere.example:1/"))),
  REDIRECT_TO_NO_URL(c -> c.send(Raw.redirect("http://[ \u00e9%zz"))),
  REDIRECT_WITHOUT_LOCATION(c -> c.send("HTTP/1.1 301 -\r\nContent-Length: 0\r\n\r\n")),

  BODY_ON_204(c -> c.send("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc")),
  BODY_ON_304(c -> c.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\nabc")),
  BODY_ON_HEAD(c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")),
  EXTRA_BYTES(
      c ->
          c.send(
              "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
                  + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged")),
  LENGTH_SHORTER_THAN_THE_BODY(c -> c.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")),
  EXTRA_BYTES_AFTER_THE_LAST(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabcdef");
        c.close();
      }),

  DISCONNECT_BEFORE_ANSWER(Conversation::close),
  RESET_BEFORE_ANSWER(Conversation::reset),
  DISCONNECT_IN_HEADERS(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Le");
        c.close();
      }),
  DISCONNECT_IN_BODY(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        c.close();
      }),
  RESET_IN_BODY(
      c -> {
        c.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        c.pause();
        c.reset();
      }),
  DISCONNECT_IN_CHUNK(
      c -> {
        c.send(Raw.CHUNKED + "a\r\nabc");
        c.close();
      }),
  DISCONNECT_BETWEEN_CHUNKS(
      c -> {
        c.send(Raw.CHUNKED + "3\r\nabc\r\n");
        c.close();
      }),
  DEAD_WHEN_REUSED(Misbehaviour::closeUnlessFirst);

  @SuppressWarnings("ImmutableEnumChecker") // The scripts keep nothing.
  private final Script script;

  Misbehaviour(Script script) {
    this.script = script;
  }

  public String path() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }

  Script script() {
    return script;
  }

  /** Parts of answers. */
  private static final class Raw {
    static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    static final String CHUNKS = "3\r\nabc\r\n0\r\n\r\n";

    static String redirect(String to) {
      return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
    }
  }

  /** Answers the first request of a connection and hangs up on the second. */
  private static void closeUnlessFirst(Conversation c) throws IOException {
    if (c.requests() > 1) {
      c.close();
    } else {
      c.answer(200, "abc");
    }
  }
}
