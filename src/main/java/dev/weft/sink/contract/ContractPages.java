package dev.weft.sink.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Item;
import dev.weft.page.ItemType;
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
import org.jspecify.annotations.Nullable;

/** Pages to write: ordinary ones by number, each with a body and an item, and all other ends. */
final class ContractPages {
  /** The items on ordinary pages. */
  static final List<ItemType> TYPES = List.of(new ItemType("thing", List.of("name")));

  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final FetchTimings TIMINGS =
      new FetchTimings(1_000_500, 2_000_000, 3_000_000, 4_000_000, 10_000_999);
  private static final String DIGEST = "xxh3:" + "0123456789abcdef".repeat(2);

  private ContractPages() {}

  /** The URL of an ordinary page. */
  static CrawlUrl url(int number) {
    return parsed("https://example.com/page/" + number + "?q=%22");
  }

  private static CrawlUrl end(String name) {
    return parsed("https://example.com/end/" + name);
  }

  private static CrawlUrl parsed(String url) {
    return CrawlUrl.parse(url).orElseThrow();
  }

  /** An ordinary page. */
  static Page page(int number) {
    Content content = content("Page " + number + " – an ordinary title");
    Item item = new Item("thing", Map.of("name", new ItemValue.Text("thing " + number)));
    return page(url(number), null, reply(200, number, null), content.with(List.of(item)));
  }

  /** The answer to a form. */
  static Page posted() {
    return page(url(3), "POST " + DIGEST, reply(200, 3, null), content("Posted"));
  }

  /** A page of every other end, and texts as hostile as they come. */
  static List<Page> ends() {
    return List.of(
        page(
            end("title"),
            null,
            reply(200, 0, null),
            content("=1+1\", \"a\",\r\n\u0000\u001b\u202e'")),
        page(end("cut"), null, reply(206, 0, Truncation.LENGTH), Content.of(1, null)),
        Page.of(end("moved"), Disposition.REDIRECTED, TIME)
            .discovery(new Discovery(0, null, url(0)))
            .attempts(1)
            .reply(reply(301, 0, null))
            .redirectTo(url(2))
            .build(),
        unanswered(end("denied"), Disposition.ROBOTS_DENIED, null),
        unanswered(
            end("failed"),
            Disposition.FETCH_FAILED,
            new PageError("malformedAnswer", "a\r\nWARC/1.1\r\n\u001b[2J\ud800")),
        posted());
  }

  private static Content content(String title) {
    return Content.of(31_000, DIGEST).with("utf-8", title, 97);
  }

  private static Page page(CrawlUrl url, @Nullable String request, Reply reply, Content content) {
    return Page.of(url, Disposition.FETCHED, TIME)
        .request(request)
        .discovery(new Discovery(2, url(0), null))
        .attempts(1)
        .reply(reply)
        .content(content)
        .build();
  }

  private static Page unanswered(CrawlUrl url, Disposition disposition, @Nullable PageError error) {
    return Page.of(url, disposition, TIME).error(error).build();
  }

  /** An answer with the bytes that came, for sinks that want them. */
  private static Reply reply(int status, int number, @Nullable Truncation cut) {
    byte[] body = ("<p>This is page " + number + ".\n").getBytes(UTF_8);
    String type = "text/html";
    String head = "HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\n\r\n";
    String asked = "GET /page/" + number + " HTTP/1.1\r\nHost: example.com\r\n\r\n";
    return new Reply(
        status,
        Headers.of("Content-Type", type),
        type,
        body.length,
        cut,
        TIMINGS,
        "http/1.1",
        Body.wrap(body, body.length),
        new Transcript(asked, Body.EMPTY, head, cut, null));
  }
}
