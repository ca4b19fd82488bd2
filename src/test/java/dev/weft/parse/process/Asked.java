package dev.weft.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.ParseOutcome.ParseFailed;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParsedContent;
import dev.weft.url.CrawlUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Documents given to a content parser, and its answers waited for. */
final class Asked {
  private Asked() {}

  static CompletableFuture<ParsedContent> ask(ContentParser parser, String html) {
    return ask(parser, html.getBytes(UTF_8), Headers.of("Content-Type", "text/html"), 10 << 20);
  }

  static CompletableFuture<ParsedContent> ask(
      ContentParser parser, byte[] wire, Headers headers, int documentBytesMax) {
    CompletableFuture<ParsedContent> answer = new CompletableFuture<>();
    CrawlUrl url = CrawlUrl.parse("https://example.com/dir/page.html").orElseThrow();
    Body body = Body.wrap(wire, wire.length);
    parser.parse(
        new ContentRequest(url, headers, body, true, 1L << 30, documentBytesMax), answer::complete);
    return answer;
  }

  static ParsedContent await(CompletableFuture<ParsedContent> answer) {
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  static String title(CompletableFuture<ParsedContent> answer) {
    return await(answer).outcome() instanceof Parsed parsed
        ? String.valueOf(parsed.title())
        : await(answer).outcome().toString();
  }

  static ParseFailed failure(CompletableFuture<ParsedContent> answer) {
    return (ParseFailed) await(answer).outcome();
  }
}
