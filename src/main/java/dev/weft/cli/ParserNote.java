package dev.weft.cli;

import dev.weft.ParserKind;
import dev.weft.config.CrawlConfig;
import dev.weft.parse.ParserProvider;
import java.util.Optional;

/** Says when rules are applied where nothing bounds how long that takes. */
final class ParserNote {
  private ParserNote() {}

  /** The warning, if there is reason for one. */
  static Optional<String> warning(CrawlConfig config) {
    ParserProvider parser = config.parser();
    boolean isOnLoop = parser == ParserKind.SCAN || parser == ParserKind.INLINE;
    return config.parse().needsDom() && isOnLoop
        ? Optional.of(
            "--parser "
                + parser.code()
                + " applies rules on the threads that fetch: a page they take long for holds up"
                + " all others; leave it out, or choose --parser process")
        : Optional.empty();
  }
}
