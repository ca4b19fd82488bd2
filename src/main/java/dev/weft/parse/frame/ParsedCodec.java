package dev.weft.parse.frame;

import dev.weft.page.Truncation;
import dev.weft.parse.Declared;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseOutcome.ParseFailed;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseOutcome.Skipped;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.RobotsMeta;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.ExtractionWire;
import dev.weft.url.Fingerprinter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of {@link FrameType#PARSED}. */
public final class ParsedCodec {
  private static final LinkKind[] KINDS = LinkKind.values();
  private static final Truncation[] TRUNCATIONS = Truncation.values();
  private static final Shape[] SHAPES = Shape.values();

  /** A link's kind, whether it is followed, and the length of its text. */
  private static final int LINK_BYTES_MIN = 6;

  private enum Shape {
    PARSED,
    SKIPPED,
    FAILED
  }

  private ParsedCodec() {}

  public static void write(ParsedContent content, FieldWriter to) {
    to.int64(content.bytes());
    to.text(content.digest());
    to.constant(content.truncation(), TRUNCATIONS);
    to.text(content.problem());
    if (content.outcome() instanceof Parsed parsed) {
      to.constant(Shape.PARSED, SHAPES);
      write(parsed, to);
    } else if (content.outcome() instanceof ParseFailed failed) {
      to.constant(Shape.FAILED, SHAPES);
      to.text(failed.code());
      to.text(failed.message());
    } else if (content.outcome() instanceof Skipped skipped) {
      to.constant(Shape.SKIPPED, SHAPES);
      to.text(skipped.mediaType());
    }
  }

  private static void write(Parsed parsed, FieldWriter to) {
    to.text(parsed.mediaType());
    to.text(parsed.charset());
    to.text(parsed.title());
    write(parsed.declared(), to);
    to.int32(parsed.outlinkCount());
    to.int32(parsed.outlinks().size());
    for (Outlink outlink : parsed.outlinks()) {
      to.constant(outlink.kind(), KINDS);
      to.flag(outlink.nofollow());
      to.ascii(outlink.url().href());
    }
    to.section(section -> ExtractionWire.write(parsed.extraction(), section));
  }

  private static void write(Declared declared, FieldWriter to) {
    to.int32(declared.robots().size());
    for (RobotsMeta robots : declared.robots()) {
      to.text(robots.name());
      to.text(robots.directives());
    }
    to.text(declared.canonical() == null ? null : declared.canonical().href());
    to.text(declared.base() == null ? null : declared.base().href());
  }

  /**
   * Reads a content's parts. Of links that {@code known} knows, where it is given, none is made.
   */
  public static ParsedContent read(FieldReader from, @Nullable KnownLinks known)
      throws IOException {
    long bytes = from.int64();
    String digest = from.textOrNull();
    Truncation truncation = from.constantOrNull(TRUNCATIONS);
    String problem = from.textOrNull();
    ParseOutcome outcome =
        switch (from.constant(SHAPES)) {
          case PARSED -> parsed(from, known);
          case SKIPPED -> new Skipped(from.textOrNull());
          case FAILED -> new ParseFailed(from.text(), from.text());
        };
    if (bytes < 0) {
      throw from.fault("a content is of " + bytes + " bytes");
    }
    from.end();
    return new ParsedContent(bytes, digest, truncation, problem, outcome);
  }

  private static Parsed parsed(FieldReader from, @Nullable KnownLinks known) throws IOException {
    String mediaType = from.text();
    String charset = from.textOrNull();
    String title = from.textOrNull();
    Declared declared = declared(from);
    int outlinkCount = from.int32();
    int kept = from.count(LINK_BYTES_MIN);
    if (outlinkCount < kept) {
      throw from.fault(kept + " of " + outlinkCount + " links are promised");
    }
    List<Outlink> outlinks = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      LinkKind kind = from.constant(KINDS);
      boolean nofollow = from.flag();
      long fingerprint = known == null ? 0 : from.fingerprint(known.fingerprinter());
      if (known != null && known.isKnown().test(fingerprint)) {
        from.skipText();
      } else {
        Fingerprinter by = known == null ? null : known.fingerprinter();
        outlinks.add(new Outlink(from.url(), kind, nofollow, fingerprint, by));
      }
    }
    Extraction extraction = from.section(ExtractionWire::read);
    return new Parsed(mediaType, charset, title, declared, outlinks, outlinkCount, extraction);
  }

  private static Declared declared(FieldReader from) throws FrameException {
    List<RobotsMeta> robots = new ArrayList<>();
    int count = from.count(2 * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      robots.add(new RobotsMeta(from.text(), from.text()));
    }
    return new Declared(robots, from.urlOrNull(), from.urlOrNull());
  }
}
