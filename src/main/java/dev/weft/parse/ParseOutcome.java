package dev.weft.parse;

import dev.weft.parse.extract.Extraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What parsing a document gave. */
public sealed interface ParseOutcome {

  /**
   * A document that was read. {@code mediaType} is the type it was read as, such as {@code
   * text/html}: what the server said, or what its beginning shows where that says nothing; {@code
   * charset} is the name of the encoding it was read in. {@code outlinkCount} counts its distinct
   * canonical http(s) links of the kinds asked for, before scope and without the document's own
   * fragment links; {@code outlinks} holds them in document order, each once, up to the link cap,
   * and may leave out some that the crawl already knows. {@code extraction} is what the rules
   * found.
   */
  record Parsed(
      String mediaType,
      @Nullable String charset,
      @Nullable String title,
      Declared declared,
      List<Outlink> outlinks,
      int outlinkCount,
      Extraction extraction)
      implements ParseOutcome {
    public Parsed {
      outlinks = List.copyOf(outlinks);
    }

    /** A document that no rule looked at. */
    public Parsed(
        String mediaType,
        @Nullable String charset,
        @Nullable String title,
        Declared declared,
        List<Outlink> outlinks,
        int outlinkCount) {
      this(mediaType, charset, title, declared, outlinks, outlinkCount, Extraction.NONE);
    }

    /** The same with what rules found. */
    public Parsed with(Extraction found) {
      return new Parsed(mediaType, charset, title, declared, outlinks, outlinkCount, found);
    }
  }

  /**
   * A type that has no links or title here: images, archives, PDF. {@code mediaType} is as in
   * {@link Parsed}; null where neither server nor content tells.
   */
  record Skipped(@Nullable String mediaType) implements ParseOutcome {}

  /** The document could not be parsed; {@code code} for programs, {@code message} for people. */
  record ParseFailed(String code, String message) implements ParseOutcome {}
}
