package dev.weft.parse.jsoup;

import dev.weft.parse.ContentParser;
import dev.weft.parse.DocumentContract;
import dev.weft.parse.InlineParser;
import dev.weft.parse.ParseOptions;

final class JsoupParserDocumentsTest extends DocumentContract {
  @Override
  protected ContentParser parser(ParseOptions options) {
    return new InlineParser(new JsoupParser(options));
  }
}
