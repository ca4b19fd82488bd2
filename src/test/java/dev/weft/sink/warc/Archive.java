package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.page.Page;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.FileSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** The WARC files in a folder, written by the sink and read by jwarc. */
final class Archive {
  private final Path folder;

  Archive(Path folder) {
    this.folder = folder;
  }

  /** A record as it was read; header names in lower case. */
  record Read(String type, Map<String, List<String>> headers, String block) {
    String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      if (values.size() > 1) {
        throw new IllegalStateException(values.size() + " values of " + name);
      }
      return values.isEmpty() ? "" : values.get(0);
    }
  }

  /** Writes pages in one go. */
  Archive write(Page... pages) throws IOException {
    try (WarcSink sink = WarcSink.inFolder(folder, SinkOptions.DEFAULT)) {
      sink.open(SinkMark.NOTHING);
      for (Page page : pages) {
        sink.write(page);
      }
      sink.checkpoint();
    }
    return this;
  }

  List<Path> files() throws IOException {
    return FileSeries.own(folder, WarcSink.names()).stream().sorted().map(folder::resolve).toList();
  }

  List<Read> records() throws IOException {
    List<Read> all = new ArrayList<>();
    for (Path file : files()) {
      try (WarcReader reader = new WarcReader(file)) {
        for (WarcRecord record = reader.next().orElse(null);
            record != null;
            record = reader.next().orElse(null)) {
          byte[] block = record.body().stream().readAllBytes();
          all.add(new Read(record.type(), record.headers().map(), new String(block, ISO_8859_1)));
        }
      }
    }
    return all;
  }

  List<Read> records(String type) throws IOException {
    return records().stream().filter(record -> record.type().equals(type)).toList();
  }

  List<String> types() throws IOException {
    return records().stream().map(Read::type).toList();
  }
}
