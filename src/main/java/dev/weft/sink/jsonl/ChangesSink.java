package dev.weft.sink.jsonl;

import dev.weft.page.Change;
import dev.weft.page.Page;
import dev.weft.sink.Fields;
import dev.weft.sink.JsonRecord;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code changes-RUN.jsonl}: a line for each URL that a revisit found new, changed, moved or
 * gone. The first crawl, run 1, has none: all is new there. The files of earlier runs are kept as
 * they were committed.
 */
final class ChangesSink implements Sink {
  private static final Pattern FILE = Pattern.compile("changes-[1-9][0-9]*\\.jsonl");
  private static final int SCHEMA = 1;

  private final Path folder;
  private final int run;
  private final List<FileMark> earlier = new ArrayList<>();
  private @Nullable DurableFile file;
  private @Nullable JsonRecord json;

  ChangesSink(Path folder, int run) {
    this.folder = folder;
    this.run = run;
  }

  static String file(int run) {
    return "changes-" + run + ".jsonl";
  }

  static boolean isOwn(String path) {
    return FILE.matcher(path).matches();
  }

  /** The names of such files in a folder. */
  static List<String> own(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(ChangesSink::isOwn)
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  @Override
  public String name() {
    return "changes";
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    List<String> uncommitted = new ArrayList<>(own(folder));
    DurableFile opened = null;
    for (FileMark mark : committed.files()) {
      uncommitted.remove(mark.path());
      if (mark.path().equals(file(run))) {
        opened = DurableFile.reopen(folder, mark);
      } else {
        DurableFile.cutBackFinished(folder, mark);
        earlier.add(mark);
      }
    }
    for (String path : uncommitted) {
      Files.delete(folder.resolve(path));
    }
    if (opened == null && run > 1) {
      opened = DurableFile.create(folder, file(run));
    }
    if (opened != null) {
      opened.holdLines();
      file = opened;
      json = new JsonRecord(opened);
    }
  }

  @Override
  public void write(Page page) throws IOException {
    Change change = page.comparison().change();
    if (json == null || change == null || change == Change.UNCHANGED) {
      return;
    }
    json.begin();
    json.number(Fields.SCHEMA, SCHEMA);
    json.text(Fields.CHANGE, change.code());
    json.url(Fields.URL, page.url());
    json.text(Fields.REQUEST, page.request());
    json.number(Fields.VISIT, page.visit());
    json.orNull(Fields.STATUS, page.reply() == null ? null : (long) page.reply().status());
    json.url(Fields.REDIRECT_TO, page.redirectTo());
    json.url(Fields.REDIRECTED_FROM, page.discovery().redirectedFrom());
    json.text(Fields.TITLE, page.content() == null ? null : page.content().title());
    json.time(Fields.FETCHED_AT, page.fetchedAt());
    Instant before = page.comparison().previousAt();
    if (before == null) {
      json.text(Fields.PREVIOUS_AT, null);
    } else {
      json.time(Fields.PREVIOUS_AT, before);
    }
    boolean hasContent = change == Change.NEW || change == Change.CHANGED;
    json.text(Fields.DIGEST, hasContent && page.content() != null ? page.content().digest() : null);
    json.text(Fields.PREVIOUS_DIGEST, page.comparison().previousDigest());
    json.end();
  }

  @Override
  public void flush() throws IOException {
    if (json != null && file != null) {
      json.flush();
      file.flush();
    }
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    List<FileMark> marks = new ArrayList<>(earlier);
    if (json != null && file != null) {
      json.flush();
      marks.add(file.checkpoint());
    }
    return new SinkMark(marks);
  }

  @Override
  public void close() throws IOException {
    DurableFile last = file;
    JsonRecord writer = json;
    file = null;
    json = null;
    earlier.clear();
    if (last != null && writer != null) {
      try (last) {
        writer.flush();
      }
    }
  }
}
