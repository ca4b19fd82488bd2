package dev.weft.sink.warc;

import dev.weft.page.Page;
import dev.weft.page.Page.Reply;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
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
import java.util.List;
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
  /** Three quarters of the cost of the usual 6, files a twentieth longer: benchmark 0012. */
  private static final int GZIP_LEVEL = 4;

  private final Limits limits;
  private final int gzipLevel;
  private final WarcFiles files;
  private final Records records;
  private @Nullable Outbox outbox;

  private WarcSink(Path folder, SinkOptions options, Limits limits) {
    this.limits = limits;
    this.gzipLevel = options.level().orElse(GZIP_LEVEL);
    this.records = new Records(limits);
    String software = "Weft/" + version();
    this.files =
        new WarcFiles(
            folder,
            options.rollBytes().orElse(limits.fileBytes()),
            gzipLevel,
            limits,
            (name, date, begun) -> records.giveInfo(name, software, date, begun::stream));
  }

  /** A sink that writes into a folder; of the options, size and level of files mean something. */
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
    return besides(folder).stream().filter(WarcNames::isIndex).toList();
  }

  /** What there is of the sink in a folder beside the archives: indexes and their drafts. */
  public static List<String> besides(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve(WarcNames.FOLDER))) {
      return entries
          .map(entry -> WarcNames.FOLDER + "/" + entry.getFileName())
          .filter(path -> WarcNames.isIndex(path) || WarcNames.isDraft(path))
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
    files.open(committed);
    outbox = new Outbox(files, limits, gzipLevel);
  }

  private Outbox outbox() {
    if (outbox == null) {
      throw new IllegalStateException("the warc sink is not open");
    }
    return outbox;
  }

  @Override
  public void write(Page page) throws IOException {
    records.give(page, began(page), outbox()::take);
    outbox().endPage();
  }

  /** When the page began to be fetched, which is what a record's date means. */
  private static Instant began(Page page) {
    Reply reply = page.reply();
    long nanos = reply == null ? 0 : reply.timings().totalNanos();
    return page.fetchedAt().minusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void flush() throws IOException {
    outbox().writeDone();
    files.flush();
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    outbox().writeAll();
    return new SinkMark(files.checkpoint());
  }

  @Override
  public void close() throws IOException {
    Outbox last = outbox;
    outbox = null;
    if (last == null) {
      return;
    }
    try (files;
        last) {
      last.writeAll();
    }
  }
}
