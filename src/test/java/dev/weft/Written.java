package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.csv.CsvSink;
import dev.weft.sink.file.FileSeries;
import dev.weft.sink.jsonl.JsonlSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** What sinks have written into a folder, read by programs of other makes. */
final class Written {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Written() {}

  /** The files of a sink, in the order they were written. */
  static List<Path> files(SinkKind kind, Path folder) throws IOException {
    FileSeries.Names names = kind.names(SinkOptions.DEFAULT).orElseThrow();
    return FileSeries.own(folder, names).stream().sorted().map(folder::resolve).toList();
  }

  /** The URLs of the records, in order, of a sink of any kind; a new kind has to be read too. */
  static List<String> urls(SinkKind kind, Path folder) throws IOException {
    List<String> urls = new ArrayList<>();
    for (Path file : files(kind, folder)) {
      urls.addAll(
          switch (kind) {
            case JSONL -> urlsOfJson(text(file));
            case CSV -> column("url", text(file));
            case WARC -> urlsOfArchive(file);
            case NONE -> List.<String>of();
          });
    }
    return urls;
  }

  /** The URLs of the pages whose items were written, in order, by a sink that writes items. */
  static List<String> itemUrls(SinkKind kind, Path folder) throws IOException {
    boolean isTable = kind == SinkKind.CSV;
    List<String> files = isTable ? CsvSink.itemFiles(folder) : JsonlSink.itemFiles(folder);
    List<String> urls = new ArrayList<>();
    for (String file : files.stream().sorted().toList()) {
      String text = text(folder.resolve(file));
      urls.addAll(
          isTable ? column("_url", text) : text.lines().map(line -> field("_url", line)).toList());
    }
    return urls;
  }

  /** What is in a file once it is not compressed any more. */
  static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = file.getFileName().toString();
    if (bytes.length == 0 || !name.matches(".*\\.(gz|zst)")) {
      return new String(bytes, UTF_8);
    }
    InputStream raw = new ByteArrayInputStream(bytes);
    try (InputStream in =
        name.endsWith(".gz") ? new GZIPInputStream(raw) : new ZstdInputStream(raw)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static List<String> urlsOfJson(String text) {
    return text.lines().map(line -> field("url", line)).toList();
  }

  private static String field(String name, String line) {
    try {
      return JSON.readTree(line).get(name).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> column(String name, String text) throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().allowMissingFields(false).ofNamedCsvRecord(text)) {
      return rows.stream().map(row -> row.getField(name)).toList();
    }
  }

  private static List<String> urlsOfArchive(Path file) throws IOException {
    List<String> urls = new ArrayList<>();
    try (WarcReader records = new WarcReader(file)) {
      for (WarcRecord record : records) {
        if (record instanceof WarcMetadata metadata) {
          urls.add(metadata.target());
        }
      }
    }
    return urls;
  }
}
