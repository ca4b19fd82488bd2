package dev.weft.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one shape on their way to a stream: each a JSON object on a line, or comma-separated
 * values below a line of names (RFC 4180, with line feeds). The stream stays open.
 */
abstract class Table implements AutoCloseable {
  /** Writes one row: a text, a number, or null for each column, in order. */
  abstract void row(@Nullable Object... values) throws IOException;

  /** Writes what is buffered. */
  @Override
  public abstract void close() throws IOException;

  static Table json(OutputStream out, List<String> columns) throws IOException {
    return new Json(out, columns);
  }

  static Table csv(OutputStream out, List<String> columns) throws IOException {
    return new Csv(out, columns);
  }

  private static final class Json extends Table {
    private final JsonGenerator json;
    private final List<String> columns;

    Json(OutputStream out, List<String> columns) throws IOException {
      this.columns = columns;
      json =
          new JsonFactory()
              .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
              .createGenerator(out, JsonEncoding.UTF8);
      json.setRootValueSeparator(null);
    }

    @Override
    void row(@Nullable Object... values) throws IOException {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(columns.get(i));
        if (values[i] instanceof Number number) {
          json.writeNumber(number.longValue());
        } else if (values[i] == null) {
          json.writeNull();
        } else {
          json.writeString(String.valueOf(values[i]));
        }
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }

  private static final class Csv extends Table {
    private final Writer out;

    Csv(OutputStream stream, List<String> columns) throws IOException {
      out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
      row(columns.toArray());
    }

    @Override
    void row(@Nullable Object... values) throws IOException {
      for (int i = 0; i < values.length; i++) {
        out.write(i == 0 ? "" : ",");
        out.write(values[i] == null ? "" : cell(String.valueOf(values[i])));
      }
      out.write('\n');
    }

    /** Quoted where it must be. */
    private static String cell(String text) {
      boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
