package dev.weft.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.page.Page;
import dev.weft.page.Page.Content;
import dev.weft.page.Page.Discovery;
import dev.weft.page.Page.PageError;
import dev.weft.page.Page.Reply;
import dev.weft.page.Transcript;
import dev.weft.page.Truncation;
import dev.weft.url.CrawlUrl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pages to write, one of every kind of end. */
public final class Pages {
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final FetchTimings TIMINGS =
      new FetchTimings(1_000_500, 2_000_000, 3_000_000, 4_000_000, 10_000_999);

  private Pages() {}

  /** The URL of page {@code number}. */
  public static CrawlUrl url(int number) {
    return CrawlUrl.parse("https://example.com/page/" + number + "?q=%22").orElseThrow();
  }

  /** An ordinary page. */
  public static Page fetched(int number) {
    return titled(number, "Page " + number + " – an ordinary title");
  }

  /** An ordinary page with the bytes that came, for archives. */
  public static Page archived(int number) {
    return archived(number, "HTTP/1.1 200 OK", "<p>This is page " + number + ".\n", null);
  }

  /** A page whose answer began with this line and had this body. */
  public static Page archived(
      int number, String statusLine, String text, @Nullable Truncation cut) {
    Page page = fetched(number);
    String head = statusLine + "\r\nContent-Type: text/html\r\nX-Number: " + number + "\r\n\r\n";
    byte[] bytes = text.getBytes(UTF_8);
    return answered(
        page,
        Headers.of("Content-Type", "text/html", "X-Number", String.valueOf(number)),
        Body.wrap(bytes, bytes.length),
        "http/1.1",
        new Transcript(request(page.url()), Body.EMPTY, head, cut, null));
  }

  /** This page with an item of the type {@code thing}, whose name is the page's title. */
  public static Page withItem(Page page) {
    Content content = Objects.requireNonNull(page.content());
    return withItems(page, item("thing", String.valueOf(content.title())));
  }

  /** An item of a type with this {@code name}. */
  public static Item item(String type, String name) {
    return new Item(type, Map.of("name", new ItemValue.Text(name)));
  }

  /** This page with items. */
  public static Page withItems(Page page, Item... items) {
    return page.with(Objects.requireNonNull(page.content()).with(List.of(items)));
  }

  /** The head of a request for a URL. */
  public static String request(CrawlUrl url) {
    return "GET "
        + url.pathAndQuery()
        + " HTTP/1.1\r\nHost: "
        + url.host()
        + "\r\nUser-Agent: Test/1\r\n\r\n";
  }

  /** This page with an answer. */
  public static Page answered(
      Page page,
      Headers headers,
      @Nullable Body wire,
      String protocol,
      @Nullable Transcript transcript) {
    Reply reply =
        new Reply(
            200,
            headers,
            headers.firstOrNull("content-type"),
            wire == null ? 0 : wire.length(),
            transcript == null ? null : transcript.truncation(),
            TIMINGS,
            protocol,
            wire,
            transcript);
    return page.with(reply);
  }

  /** The answer to a form. */
  public static Page posted() {
    return fetched(3).toBuilder()
        .request("POST xxh3:" + "0123456789abcdef".repeat(2))
        .discovery(Discovery.SEED)
        .build();
  }

  /** A page with this title. */
  public static Page titled(int number, @Nullable String title) {
    return Page.of(url(number), Disposition.FETCHED, TIME)
        .discovery(new Discovery(2, url(number + 1), null))
        .attempts(1)
        .reply(reply(200, null))
        .content(
            Content.of(31_000, "xxh3:" + "0123456789abcdef".repeat(2)).with("utf-8", title, 97))
        .build();
  }

  /** A body cut at the size cap. */
  public static Page truncated() {
    return Page.of(url(1), Disposition.FETCHED, TIME)
        .visit(2)
        .attempts(2)
        .reply(reply(206, Truncation.LENGTH))
        .content(Content.of(1, null))
        .build();
  }

  /** A redirect, itself the target of one. */
  public static Page redirected() {
    return Page.of(url(1), Disposition.REDIRECTED, TIME)
        .discovery(new Discovery(0, null, url(0)))
        .attempts(1)
        .reply(reply(301, null))
        .redirectTo(url(2))
        .build();
  }

  /** A URL that robots rules forbid: no request, no answer. */
  public static Page robotsDenied() {
    return Page.of(url(1), Disposition.ROBOTS_DENIED, TIME).build();
  }

  /** A URL that gave no answer; the message is as hostile as a header can make it. */
  public static Page failed(String message) {
    return Page.of(url(1), Disposition.FETCH_FAILED, TIME)
        .attempts(3)
        .error(new PageError("malformedAnswer", message))
        .build();
  }

  private static Reply reply(int status, @Nullable Truncation truncation) {
    return new Reply(
        status, Headers.NONE, "text/html", 8_000, truncation, TIMINGS, "http/1.1", null, null);
  }
}
