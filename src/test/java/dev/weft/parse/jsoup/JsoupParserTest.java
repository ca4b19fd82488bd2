package dev.weft.parse.jsoup;

import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserContract;

final class JsoupParserTest extends ParserContract {
  @Override
  protected Parser parser(ParseOptions options) {
    return new JsoupParser(options);
  }
}
