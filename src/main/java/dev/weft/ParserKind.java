package dev.weft;

import dev.weft.parse.ContentParser;
import dev.weft.parse.InlineParser;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParserProvider;
import dev.weft.parse.ParserSetup;
import dev.weft.parse.ThreadedParser;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.parse.process.ProcessPool;
import dev.weft.parse.scan.LinkScanner;
import java.util.Locale;
import java.util.Optional;

/** How pages are parsed: what is found is the same with each. */
public enum ParserKind implements ParserProvider {
  /** {@link #SCAN} where links and titles are all that is asked for, else {@link #PROCESS}. */
  AUTO,
  /** By scanning a page's bytes once, on the thread that fetched it; with rules, by a DOM there. */
  SCAN,
  /** By building a DOM of it there. */
  INLINE,
  /** By building a DOM of it on threads of their own. */
  THREADS,
  /** By building a DOM of it in processes of their own, which nothing a page does can hurt. */
  PROCESS;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<ParserKind> ofCode(String code) {
    for (ParserKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** A parser of this kind without a crawl, with as many workers as there are by default. */
  public ContentParser open(ParseOptions options) {
    ProcessPool.Options usual = ProcessPool.Options.DEFAULT;
    return open(
        new ParserSetup(options, KnownLinks.none(), usual.workers(), usual.documentTimeMax()));
  }

  /** A parser of this kind. What needs a DOM gets one, also where this kind builds none. */
  @Override
  public ContentParser open(ParserSetup setup) {
    ParseOptions options = setup.options();
    return switch (this) {
      case AUTO -> (options.needsDom() ? PROCESS : SCAN).open(setup);
      case SCAN ->
          new InlineParser(
              options.needsDom()
                  ? new JsoupParser(options)
                  : new LinkScanner(options, setup.known()));
      case INLINE -> new InlineParser(new JsoupParser(options));
      case THREADS ->
          new ThreadedParser(setup.workers(), new InlineParser(new JsoupParser(options)));
      case PROCESS ->
          ProcessPool.open(
              options,
              setup.known(),
              new ProcessPool.Options(
                  setup.workers(),
                  setup.documentTimeMax(),
                  ProcessPool.Options.DEFAULT.heapBytes()));
    };
  }
}
