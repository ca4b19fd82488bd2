package dev.weft.sink.warc;

import dev.weft.page.Page;
import dev.weft.page.Page.Discovery;
import dev.weft.page.Page.PageError;
import dev.weft.page.Page.Reply;
import dev.weft.sink.PlainText;
import dev.weft.url.CrawlUrl;
import java.util.concurrent.TimeUnit;

/**
 * The block of records in {@code application/warc-fields}: a name and a value a line. {@code via},
 * {@code hopsFromSeed} and {@code fetchTimeMs} are the standard's (WARC 1.1 §6.6), the others ours.
 */
final class Fields {
  private static final String CONFORMS_TO =
      "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";

  private final StringBuilder text = new StringBuilder();

  /** What a file says of itself. */
  Fields software(String software) {
    return add("software", software)
        .add("format", "WARC File Format 1.1")
        .add("conformsTo", CONFORMS_TO);
  }

  /** How a URL was found and what became of it. */
  Fields of(Page page, int hopsShown) {
    Discovery discovery = page.discovery();
    CrawlUrl via =
        discovery.redirectedFrom() == null ? discovery.referrer() : discovery.redirectedFrom();
    if (via != null) {
      add("via", via.href());
    }
    add("hopsFromSeed", path(discovery, hopsShown));
    Reply reply = page.reply();
    if (reply != null) {
      long millis = TimeUnit.NANOSECONDS.toMillis(reply.timings().totalNanos());
      add("fetchTimeMs", String.valueOf(millis));
    }
    add("disposition", page.disposition().code());
    add("visit", String.valueOf(page.visit()));
    add("attempts", String.valueOf(page.attempts()));
    if (page.request() != null) {
      add("request", page.request());
    }
    PageError error = page.error();
    if (error != null) {
      add("error", error.code() + ": " + error.message());
    }
    return this;
  }

  /** A letter a hop, as others write it: L for a link, R for a redirect; a long one cut. */
  private static String path(Discovery discovery, int shown) {
    String redirect = discovery.redirectedFrom() == null ? "" : "R";
    int hops = discovery.hops();
    String more = hops > shown ? (hops - shown) + "+" : "";
    return more + "L".repeat(Math.min(hops, shown)) + redirect;
  }

  private Fields add(String name, String value) {
    text.append(name).append(": ").append(PlainText.line(value)).append("\r\n");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
