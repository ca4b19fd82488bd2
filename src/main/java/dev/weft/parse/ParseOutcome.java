package dev.weft.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What parsing a document gave. */
public sealed interface ParseOutcome {

  /**
   * A document. {@code outlinkCount} counts its distinct canonical http(s) links of the kinds asked
   * for, before scope and without the document itself's fragment links; {@code outlinks} holds them
   * in document order, each once, up to the link cap, and may leave out some that the crawl already
   * knows.
   */
  record Parsed(
      @Nullable String title, @Nullable String charset, List<Outlink> outlinks, int outlinkCount)
      implements ParseOutcome {
    public Parsed {
      outlinks = List.copyOf(outlinks);
    }
  }

  /** A type that has no links or title here: images, archives, PDF. */
  record Skipped() implements ParseOutcome {
    /** The one value. */
    public static final Skipped INSTANCE = new Skipped();
  }

  /** The document could not be parsed; {@code code} for programs, {@code message} for people. */
  record ParseFailed(String code, String message) implements ParseOutcome {}
}
