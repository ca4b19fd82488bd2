package dev.weft.parse.scan;

import dev.weft.parse.DocumentContract;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;

final class LinkScannerDocumentsTest extends DocumentContract {
  @Override
  protected Parser parser(ParseOptions options) {
    return new LinkScanner(options);
  }
}
