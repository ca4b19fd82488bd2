package dev.weft.parse.jsoup;

import dev.weft.parse.DocumentContract;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;

final class JsoupParserDocumentsTest extends DocumentContract {
  @Override
  protected Parser parser(ParseOptions options) {
    return new JsoupParser(options);
  }
}
