package dev.weft.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ParseOutcome.ParseFailed;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ThreadedParserTest {
  @Nested
  final class AsAParser extends ParserContract {
    @Override
    protected Parser parser(ParseOptions options) {
      return DocumentsOnly.of(new ThreadedParser(2, new InlineParser(new JsoupParser(options))));
    }
  }

  @Nested
  final class AsAParserOfOtherDocuments extends DocumentContract {
    @Override
    protected ContentParser parser(ParseOptions options) {
      return new ThreadedParser(2, new InlineParser(new JsoupParser(options)));
    }
  }

  @Test
  void whatWaitsOrIsParsedIsAnsweredWhenAbandoned() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    List<ParsedContent> answers = new ArrayList<>();
    try (ThreadedParser parser = new ThreadedParser(1, new Held(begun, end))) {
      for (int i = 0; i < 3; i++) {
        parser.parse(request(), answers::add);
      }
      begun.await();
      parser.abandon();
      assertThat(answers)
          .hasSize(3)
          .allSatisfy(
              answer ->
                  assertThat(((ParseFailed) answer.outcome()).code())
                      .isEqualTo(ContentParser.ABANDONED));
      end.countDown();
    }
    assertThat(answers).hasSize(3);
  }

  private static ContentRequest request() {
    CrawlUrl url = CrawlUrl.parse("http://e.com/").orElseThrow();
    return new ContentRequest(url, Headers.NONE, Body.EMPTY, true, 10, 10);
  }

  /** A parser that answers when it is let. */
  private record Held(CountDownLatch begun, CountDownLatch end) implements ContentParser {
    @Override
    public void parse(ContentRequest request, Consumer<ParsedContent> done) {
      begun.countDown();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      done.accept(ParsedContent.failed("late", "too late"));
    }

    @Override
    public void close() {}
  }
}
