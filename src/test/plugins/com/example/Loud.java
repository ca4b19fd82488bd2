package com.example;

import dev.weft.ParserKind;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.ParserProvider;
import dev.weft.parse.ParserSetup;
import java.util.Locale;
import java.util.function.Consumer;

/** A parser: Weft's scanner, whose titles come out in capital letters. */
public final class Loud implements ParserProvider {
  @Override
  public String code() {
    return "loud";
  }

  @Override
  public ContentParser open(ParserSetup setup) {
    ContentParser scanner = ParserKind.SCAN.open(setup);
    return new ContentParser() {
      @Override
      public void parse(ContentRequest request, Consumer<ParsedContent> done) {
        scanner.parse(request, parsed -> done.accept(louder(parsed)));
      }

      @Override
      public void abandon() {
        scanner.abandon();
      }

      @Override
      public void close() {
        scanner.close();
      }
    };
  }

  private static ParsedContent louder(ParsedContent parsed) {
    if (!(parsed.outcome() instanceof Parsed page) || page.title() == null) {
      return parsed;
    }
    return parsed.with(
        new Parsed(
            page.mediaType(),
            page.charset(),
            page.title().toUpperCase(Locale.ROOT),
            page.declared(),
            page.outlinks(),
            page.outlinkCount(),
            page.extraction()));
  }
}
