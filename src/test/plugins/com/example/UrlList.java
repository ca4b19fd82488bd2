package com.example;

import dev.weft.page.Page;
import dev.weft.sink.Compression;
import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import dev.weft.sink.file.Committed;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.file.TextNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sink: {@code urls.txt}, a line for each visit of a URL, which begins with what the option
 * {@code mark} says. {@code weft plugins --check url-list} proves that it keeps its contract.
 */
public final class UrlList implements SinkProvider {
  private static final FileSeries.Names NAMES =
      new TextNames("urls", ".txt", SinkOptions.DEFAULT);

  @Override
  public String code() {
    return "url-list";
  }

  @Override
  public Sink open(SinkPlace place) {
    if (!Set.of("mark").containsAll(place.options().keySet())) {
      throw new IllegalArgumentException("knows mark alone, and not " + place.options().keySet());
    }
    return new Lines(place.folder(), place.options().getOrDefault("mark", ""));
  }

  @Override
  public List<String> writtenIn(Path folder) throws IOException {
    return FileSeries.own(folder, NAMES);
  }

  /** A line is the mark, the visit, the URL, and what was sent, if that was more than a GET. */
  @Override
  public Optional<RecordReader> reader() {
    return Optional.of(
        (folder, files, visitor) -> {
          for (FileMark file : files) {
            Committed.read(folder, file, visitor, in -> readLines(in, file.path(), visitor));
          }
        });
  }

  private static void readLines(InputStream in, String path, RecordVisitor visitor)
      throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Place place = new Place(path, number++);
      String[] words = line.split(" ", 4);
      if (words.length < 3) {
        visitor.broken(place, "the line is torn");
      } else {
        String sent = words.length < 4 ? null : words[3];
        visitor.record(words[2], sent, Integer.parseInt(words[1]), place);
      }
    }
  }

  /** A series of files does all the work that the contract asks for. */
  private static final class Lines implements Sink {
    private final FileSeries files;
    private final String mark;
    private boolean open;

    Lines(Path folder, String mark) {
      this.files =
          new FileSeries(
              folder, NAMES, Compression.NONE, Long.MAX_VALUE, true, FileSeries.Start.NOTHING);
      this.mark = mark;
    }

    @Override
    public String name() {
      return "url-list";
    }

    @Override
    public void open(SinkMark committed) throws IOException {
      files.open(committed.files());
      open = true;
    }

    @Override
    public void write(Page page) throws IOException {
      if (!open) {
        throw new IllegalStateException("the sink url-list is not open");
      }
      String sent = page.request() == null ? "" : " " + page.request();
      String line = mark + " " + page.visit() + " " + page.url() + sent + "\n";
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      files.write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() throws IOException {
      files.flush();
    }

    @Override
    public SinkMark checkpoint() throws IOException {
      return new SinkMark(files.checkpoint());
    }

    @Override
    public void close() throws IOException {
      open = false;
      files.close();
    }
  }
}
