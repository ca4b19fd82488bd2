package dev.weft.sink.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.RecordVisitor.Place;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.file.Committed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads files of JSON back: every line must be an object with a URL and a visit. */
final class JsonlReader implements RecordReader {
  /** A record is a few kilobytes; its longest texts, URL and title, are bounded far below this. */
  private static final int LINE_BYTES_MAX = 16 << 20;

  private static final int BLOCK_BYTES = 1 << 16;

  private final JsonFactory json = new JsonFactory();
  private final Predicate<String> isOwn;
  private byte[] line = new byte[BLOCK_BYTES];

  /** A reader of the files with such names. */
  JsonlReader(Predicate<String> isOwn) {
    this.isOwn = isOwn;
  }

  @Override
  public void read(Path folder, List<FileMark> files, RecordVisitor visitor) throws IOException {
    for (FileMark file : files) {
      if (isOwn.test(file.path())) {
        Committed.read(folder, file, visitor, in -> readLines(in, file, visitor));
      }
    }
  }

  private void readLines(InputStream raw, FileMark file, RecordVisitor visitor) throws IOException {
    InputStream in = new BufferedInputStream(raw, BLOCK_BYTES);
    long number = 1;
    for (int next = in.read(); next >= 0; next = in.read()) {
      int length = 0;
      while (next >= 0 && next != '\n' && length < LINE_BYTES_MAX) {
        line = length < line.length ? line : Arrays.copyOf(line, 2 * length);
        line[length++] = (byte) next;
        next = in.read();
      }
      Place place = new Place(file.path(), number++);
      if (next == '\n') {
        record(length, place, visitor);
      } else {
        visitor.broken(place, next < 0 ? "the line does not end" : "the line is too long");
        return;
      }
    }
  }

  private void record(int length, Place place, RecordVisitor visitor) throws IOException {
    String url = null;
    String request = null;
    int visit = 0;
    try (JsonParser parser = json.createParser(line, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        visitor.broken(place, "the line is no JSON object");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "url" -> url = text(parser);
          case "request" -> request = text(parser);
          case "visit" -> visit = parser.getValueAsInt();
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        visitor.broken(place, "something follows the JSON object");
        return;
      }
    } catch (JsonProcessingException e) {
      visitor.broken(place, "the line is no JSON: " + e.getOriginalMessage());
      return;
    }
    if (url == null || visit < 1) {
      visitor.broken(place, "the record lacks its url or visit");
    } else {
      visitor.record(url, request, visit, place);
    }
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
  }
}
