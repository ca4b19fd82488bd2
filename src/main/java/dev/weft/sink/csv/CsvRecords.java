package dev.weft.sink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.file.Committed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads tables back as {@code Row} writes them. A table without its key columns proves nothing. */
final class CsvRecords implements RecordReader {
  /** As long as a line of JSON may be. */
  private static final int VALUE_CHARS_MAX = 16 << 20;

  @Override
  public void read(Path folder, List<FileMark> files, RecordVisitor visitor) throws IOException {
    for (FileMark file : files) {
      if (CsvSink.names(SinkOptions.DEFAULT).isOwn(file.path())) {
        Committed.read(folder, file, visitor, in -> readRows(in, file.path(), visitor));
      }
    }
  }

  /** The first row of a file, which names its columns; none if it has no row. */
  static List<String> header(Path folder, FileMark file) throws IOException {
    List<String> names = new ArrayList<>();
    Damage damage = new Damage();
    Committed.read(
        folder,
        file,
        damage,
        in -> {
          List<String> first =
              new Rows(new BufferedReader(new InputStreamReader(in, UTF_8))).next();
          names.addAll(first == null ? List.of() : first);
        });
    if (damage.why != null) {
      throw new IOException(folder.resolve(file.path()) + ": " + damage.why);
    }
    return names;
  }

  /** That a table was begun with other columns than it is to be gone on with. */
  static IOException otherColumns(
      Path folder, FileMark file, List<String> written, String who, List<String> named) {
    return new IOException(
        folder.resolve(file.path())
            + " has the columns "
            + String.join(", ", written)
            + ", but "
            + who
            + " name "
            + String.join(", ", named)
            + "; give "
            + who
            + " of the earlier run again, or start over");
  }

  /** Why a file cannot be read, if it cannot. */
  private static final class Damage implements RecordVisitor {
    private @Nullable String why;

    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {}

    @Override
    public void broken(Place place, String reason) {
      why = reason;
    }
  }

  private static void readRows(InputStream in, String path, RecordVisitor visitor)
      throws IOException {
    Rows rows = new Rows(new BufferedReader(new InputStreamReader(in, UTF_8)));
    List<String> names = rows.next();
    if (names == null) {
      return;
    }
    int url = names.indexOf("url");
    int request = names.indexOf("request");
    int visit = names.indexOf("visit");
    if (url < 0 || request < 0 || visit < 0) {
      visitor.broken(
          new Place(path, 0),
          "the table lacks a column of the key: url, request, visit; name them in columns");
      return;
    }
    long number = 1;
    for (List<String> row = rows.next(); row != null; row = rows.next()) {
      Place place = new Place(path, number++);
      if (row.size() != names.size() || rows.isTorn) {
        visitor.broken(place, "the row has " + row.size() + " values of " + names.size());
      } else {
        visitor.record(row.get(url), text(row.get(request)), visit(row.get(visit)), place);
      }
    }
  }

  private static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }

  private static int visit(String value) {
    return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
  }

  /** Rows of RFC 4180. */
  static final class Rows {
    private final Reader in;
    private boolean isTorn;

    Rows(Reader in) {
      this.in = in;
    }

    /** The values of the next row; null at the end. */
    @Nullable List<String> next() throws IOException {
      int c = in.read();
      if (c < 0) {
        return null;
      }
      List<String> row = new ArrayList<>();
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      for (; c >= 0; c = in.read()) {
        if (value.length() > VALUE_CHARS_MAX) {
          break;
        } else if (c == '"') {
          quoted = !quoted;
          value.append('"');
        } else if (quoted || (c != ',' && c != '\r' && c != '\n')) {
          value.append((char) c);
        } else if (c == ',') {
          row.add(unquoted(value));
        } else if (c == '\n') {
          row.add(unquoted(value));
          return row;
        }
      }
      isTorn = true;
      row.add(unquoted(value));
      return row;
    }

    /** Takes a value, and what protects it off. */
    private static String unquoted(StringBuilder value) {
      String text = value.toString();
      value.setLength(0);
      if (text.length() > 1 && text.startsWith("\"")) {
        text = text.substring(1, text.length() - 1).replace("\"\"", "\"");
      }
      return text.startsWith("'") ? text.substring(1) : text;
    }
  }
}
