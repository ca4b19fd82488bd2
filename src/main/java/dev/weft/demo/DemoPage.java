package dev.weft.demo;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is at one path of the demo web, without its bytes. {@code host} is an index into the hosts,
 * {@code number} tells pages of a kind apart, {@code path} includes the query. {@code redirect} is
 * there where the answer names another URL.
 */
public record DemoPage(
    Kind kind,
    int host,
    int number,
    String path,
    int status,
    @Nullable DemoLink redirect,
    Delivery delivery) {

  /** What a path is. */
  public enum Kind {
    /** An ordinary document; the pages of a host form a tree, so all are reachable. */
    PAGE(200, false),
    /** An ordinary document under another query: the same bytes at another URL. */
    COPY(200, false),
    /** A document that robots.txt disallows by a wildcard. */
    PRINT(200, true),
    /** A document that robots.txt disallows by its folder. */
    PRIVATE(200, true),
    /** Something that is no document, linked like one. */
    IMAGE(200, false),
    /** One hop to another URL. */
    REDIRECT(301, false),
    /** Nothing, and nothing ever was. */
    MISSING(404, false),
    /** Nothing any more. */
    GONE(410, false),
    /** A fault of the server's at every try. */
    BROKEN(500, false),
    /** 503 at the first request, a document at the next. */
    BUSY(200, false),
    /** 408 at the first request, a document at the next. */
    LATE(200, false),
    /** robots.txt. */
    ROBOTS(200, false),
    /** sitemap.xml, with every ordinary page of its host. */
    SITEMAP(200, false);

    private final int status;
    private final boolean disallowed;

    Kind(int status, boolean disallowed) {
      this.status = status;
      this.disallowed = disallowed;
    }

    int status() {
      return status;
    }

    /** Whether robots.txt disallows it. */
    public boolean isDisallowed() {
      return disallowed;
    }
  }

  /** How the bytes travel; {@code delayMillis} before the answer begins. */
  public record Delivery(boolean gzip, boolean chunked, boolean latin1, int delayMillis) {
    /** Whole, at once, UTF-8. */
    static final Delivery PLAIN = new Delivery(false, false, false, 0);
  }

  /** The status of the first answer, where that is not {@link #status}. */
  public OptionalInt firstStatus() {
    return switch (kind) {
      case BUSY -> OptionalInt.of(503);
      case LATE -> OptionalInt.of(408);
      default -> OptionalInt.empty();
    };
  }

  /** The Content-Type header. */
  public String contentType() {
    return switch (kind) {
      case IMAGE -> "image/png";
      case ROBOTS -> "text/plain; charset=utf-8";
      case SITEMAP -> "application/xml";
      default -> delivery.latin1() ? "text/html; charset=iso-8859-1" : "text/html; charset=utf-8";
    };
  }
}
