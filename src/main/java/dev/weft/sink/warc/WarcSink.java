package dev.weft.sink.warc;

import dev.weft.page.Page;
import dev.weft.page.Page.Reply;
import dev.weft.sink.Compression;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.DurableFile;
import dev.weft.sink.file.FileSeries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code warc/…warc.gz}: what went over the wire for each page, in WARC 1.1, and beside each
 * finished file its CDXJ index. A file is finished when it has reached 1 GB, or what the options
 * say; the last one's index is written when the sink is closed.
 *
 * <p>Every URL has one {@code metadata} record a visit; one that was answered has {@code request}
 * and {@code response}, or {@code revisit}, beside it. Credentials and cookies of requests are left
 * out.
 */
public final class WarcSink implements Sink {
  private final Path folder;
  private final Limits limits;
  private final WarcNames names = new WarcNames();
  private final FileSeries files;
  private final Records records;
  private final List<FileMark> indexes = new ArrayList<>();
  private final String software;
  private Instant now = Instant.EPOCH;
  private @Nullable Index index;
  private boolean open;

  private WarcSink(Path folder, SinkOptions options, Limits limits) {
    this.folder = folder;
    this.limits = limits;
    this.software = "Weft/" + version();
    files =
        new FileSeries(
            folder,
            names,
            Compression.GZIP,
            options.rollBytes().orElse(limits.fileBytes()),
            false,
            this::begin);
    records = new Records(files, limits);
  }

  /** A sink that writes into a folder; of the options, only the size of files means something. */
  public static WarcSink inFolder(Path folder, SinkOptions options) {
    return inFolder(folder, options, Limits.DEFAULT);
  }

  static WarcSink inFolder(Path folder, SinkOptions options, Limits limits) {
    return new WarcSink(folder, options, limits);
  }

  /** What the files are called. */
  public static FileSeries.Names names() {
    return new WarcNames();
  }

  /** The indexes in a folder, by their paths in it. */
  public static List<String> indexes(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve(WarcNames.FOLDER))) {
      return entries
          .map(entry -> WarcNames.FOLDER + "/" + entry.getFileName())
          .filter(WarcNames::isIndex)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /** Reads such files back: a metadata record is a URL's visit. */
  public static RecordReader reader() {
    return new WarcRecords();
  }

  private static String version() {
    try (InputStream in = WarcSink.class.getResourceAsStream("/dev/weft/version.txt")) {
      return in == null ? "0" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "0";
    }
  }

  @Override
  public String name() {
    return "warc";
  }

  @Override
  public boolean wantsBodies() {
    return true;
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    List<FileMark> warcs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (FileMark mark : committed.files()) {
      if (WarcNames.isIndex(mark.path())) {
        DurableFile.cutBackFinished(folder, mark);
        indexes.add(mark);
        known.add(mark.path());
      } else {
        warcs.add(mark);
      }
    }
    for (String path : indexes(folder)) {
      if (!known.contains(path)) {
        Files.delete(folder.resolve(path));
      }
    }
    files.open(warcs);
    if (!files.name().isEmpty()) {
      index = new Index(folder, files.name(), limits.indexLinesMax(), false);
    }
    open = true;
  }

  /** Begins a file that was just made. */
  private void begin(String name) throws IOException {
    index = new Index(folder, name, limits.indexLinesMax(), true);
    records.writeInfo(name, software, now);
  }

  @Override
  public void write(Page page) throws IOException {
    if (!open) {
      throw new IllegalStateException("the warc sink is not open");
    }
    now = began(page);
    names.at(now);
    files.begin();
    if (index == null) {
      throw new IllegalStateException("no index of " + files.name());
    }
    records.write(page, now, index);
    if (files.isFull()) {
      files.roll();
      indexes.add(index.write());
      index = null;
    }
  }

  /** When the page began to be fetched, which is what a record's date means. */
  private static Instant began(Page page) {
    Reply reply = page.reply();
    long nanos = reply == null ? 0 : reply.timings().totalNanos();
    return page.fetchedAt().minusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void flush() throws IOException {
    files.flush();
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>(indexes);
    marks.addAll(files.checkpoint());
    return new SinkMark(marks);
  }

  @Override
  public void close() throws IOException {
    Index last = index;
    index = null;
    open = false;
    indexes.clear();
    files.close();
    if (last != null) {
      last.write();
    }
  }
}
