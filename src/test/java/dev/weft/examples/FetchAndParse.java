package dev.weft.examples;

import dev.weft.ParserKind;
import dev.weft.UrlFetcher;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.page.Answer;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;

/**
 * Fetches the URLs it is given and prints their links, without a crawl. It is one file: {@code java
 * -cp 'weft/lib/*' FetchAndParse.java URL}.
 */
public class FetchAndParse {
  public static void main(String[] args) {
    try (UrlFetcher fetcher = UrlFetcher.builder().build();
        ContentParser parser = ParserKind.SCAN.open(ParseOptions.DEFAULT);
        Gather gather = fetcher.fetchAll(args)) {
      for (Fetched each : gather) {
        System.out.println(each.url() + " " + each.disposition().code());
        each.answer().ifPresent(answer -> parse(parser, each, answer));
      }
    }
  }

  private static void parse(ContentParser parser, Fetched from, Answer answer) {
    ContentRequest request = ContentRequest.of(from.finalUrl(), answer);
    parser.parse(
        request,
        parsed -> {
          if (parsed.outcome() instanceof ParseOutcome.Parsed document) {
            for (Outlink link : document.outlinks()) {
              System.out.println("  " + link.url());
            }
          }
        });
  }
}
