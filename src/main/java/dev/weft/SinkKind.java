package dev.weft;

import dev.weft.page.ItemType;
import dev.weft.sink.NoneSink;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.csv.CsvSink;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.jsonl.JsonlSink;
import dev.weft.sink.warc.WarcSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is written of pages, and as what. */
public enum SinkKind {
  /** One JSON object a line, in {@code pages.jsonl}. */
  JSONL(Option.COMPRESS, Option.ROLL),
  /** One row of a table a page, in {@code pages.csv}. */
  CSV(Option.COLUMNS, Option.COMPRESS, Option.ROLL),
  /** What went over the wire, in {@code warc/}, for archives. */
  WARC(Option.ROLL, Option.LEVEL),
  /** Nothing but the summary. */
  NONE;

  /** What may be chosen about a sink. */
  public enum Option {
    /** {@link SinkOptions#compression}. */
    COMPRESS,
    /** {@link SinkOptions#rollBytes}. */
    ROLL,
    /** {@link SinkOptions#columns}. */
    COLUMNS,
    /** {@link SinkOptions#level}. */
    LEVEL;

    /** The word used in configuration. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String WARC_LIBRARY = "org.netpreserve.jwarc.WarcRecord";

  @SuppressWarnings("ImmutableEnumChecker") // wrapped so that nobody can
  private final Set<Option> options;

  SinkKind(Option... options) {
    Set<Option> own = EnumSet.noneOf(Option.class);
    own.addAll(Arrays.asList(options));
    this.options = Collections.unmodifiableSet(own);
  }

  /** The word used in configuration, and the sink's name. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<SinkKind> ofCode(String code) {
    for (SinkKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The files in a folder that a sink of any kind has written, by their paths in it. */
  public static List<String> writtenIn(Path folder) throws IOException {
    List<String> written = new ArrayList<>();
    for (SinkKind kind : values()) {
      Optional<FileSeries.Names> names = kind.names(SinkOptions.DEFAULT);
      if (names.isPresent()) {
        written.addAll(FileSeries.own(folder, names.get()));
      }
    }
    written.addAll(JsonlSink.itemFiles(folder));
    written.addAll(CsvSink.itemFiles(folder));
    written.addAll(JsonlSink.changesFiles(folder));
    written.addAll(WarcSink.besides(folder));
    return written;
  }

  /** What may be chosen about it; it heeds no other option. */
  public Set<Option> options() {
    return options;
  }

  /** Whether it writes into a folder what rules find, too. */
  public boolean writesItems() {
    return this == JSONL || this == CSV;
  }

  /** Whether its records can go to a stream, such as standard output. */
  public boolean isForStreams() {
    return this != WARC;
  }

  /** What this program lacks for it and what to do about that, to follow its name; mostly empty. */
  public Optional<String> lack() {
    if (this == WARC) {
      return Lack.of(WARC_LIBRARY, "org.netpreserve:jwarc");
    }
    return Optional.empty();
  }

  /**
   * A sink of this kind.
   *
   * @throws UnsupportedOperationException if this program {@linkplain #lack lacks} something
   */
  public Sink inFolder(Path folder, SinkOptions chosen) {
    return inFolder(folder, chosen, List.of());
  }

  /**
   * A sink of this kind; if it {@linkplain #writesItems writes items}, with a file for each of
   * these types from the start.
   *
   * @throws UnsupportedOperationException if this program {@linkplain #lack lacks} something
   */
  public Sink inFolder(Path folder, SinkOptions chosen, List<ItemType> items) {
    lack()
        .ifPresent(
            lack -> {
              throw new UnsupportedOperationException("the sink " + code() + " " + lack);
            });
    return switch (this) {
      case JSONL -> JsonlSink.inFolder(folder, chosen).withItems(items);
      case CSV -> CsvSink.inFolder(folder, chosen).withItems(items);
      case WARC -> WarcSink.inFolder(folder, chosen);
      case NONE -> new NoneSink();
    };
  }

  /**
   * A sink of this kind that writes to a stream.
   *
   * @throws UnsupportedOperationException if it {@linkplain #isForStreams is not for those}
   */
  public Sink to(OutputStream stream, SinkOptions chosen) {
    return switch (this) {
      case JSONL -> JsonlSink.to(stream);
      case CSV -> CsvSink.to(stream, chosen);
      case WARC -> throw new UnsupportedOperationException("the sink warc writes files only");
      case NONE -> new NoneSink();
    };
  }

  /** What reads its files back; none if it writes none. */
  public Optional<RecordReader> reader() {
    return switch (this) {
      case JSONL -> Optional.of(JsonlSink.reader());
      case CSV -> Optional.of(CsvSink.reader());
      case WARC -> Optional.of(WarcSink.reader());
      case NONE -> Optional.empty();
    };
  }

  /** What its files are called in the output folder; none if it writes none. */
  public Optional<FileSeries.Names> names(SinkOptions chosen) {
    return switch (this) {
      case JSONL -> Optional.of(JsonlSink.names(chosen));
      case CSV -> Optional.of(CsvSink.names(chosen));
      case WARC -> Optional.of(WarcSink.names());
      case NONE -> Optional.empty();
    };
  }
}
