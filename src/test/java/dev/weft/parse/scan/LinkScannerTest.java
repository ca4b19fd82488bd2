package dev.weft.parse.scan;

import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserContract;

final class LinkScannerTest extends ParserContract {
  @Override
  protected Parser parser(ParseOptions options) {
    return new LinkScanner(options);
  }
}
