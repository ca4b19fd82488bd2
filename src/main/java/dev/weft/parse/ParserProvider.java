package dev.weft.parse;

/**
 * Makes parsers: one of Weft's own kinds, or a user's. A jar that names its class in {@code
 * META-INF/services/dev.weft.parse.ParserProvider} gives the command another {@code --parser}.
 */
public interface ParserProvider {
  /** The word used in configuration; lower case. */
  String code();

  /**
   * A parser for one crawl, which closes it. One that undoes no content codings of its own is
   * wrapped: {@code new InlineParser(parser)}.
   */
  ContentParser open(ParserSetup setup);
}
