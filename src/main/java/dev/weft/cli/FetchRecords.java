package dev.weft.cli;

import com.fasterxml.jackson.core.SerializableString;
import dev.weft.gather.Fetched;
import dev.weft.gather.Hop;
import dev.weft.page.Answer;
import dev.weft.page.Page.PageError;
import dev.weft.page.Truncation;
import dev.weft.sink.Fields;
import dev.weft.sink.JsonRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what came of each URL as a line of JSON, in the words of a crawl's records where they mean
 * the same; {@code dev/weft/cli/fetched.schema.json} on the class path describes it. Every field is
 * always there, null if it does not apply, but {@code path}, {@code body} and {@code bodyEncoding},
 * which are there if they were asked for.
 */
final class FetchRecords {
  /** The version of the record; a consumer refuses those it does not know. */
  private static final int SCHEMA = 1;

  private static final SerializableString INDEX = Fields.name("index");
  private static final SerializableString FINAL_URL = Fields.name("finalUrl");
  private static final SerializableString REDIRECTS = Fields.name("redirects");
  private static final SerializableString PATH = Fields.name("path");
  private static final SerializableString BODY = Fields.name("body");
  private static final SerializableString BODY_ENCODING = Fields.name("bodyEncoding");

  private final JsonRecord json;
  private final boolean hasPath;
  private final boolean hasBody;

  FetchRecords(OutputStream output, boolean hasPath, boolean hasBody) throws IOException {
    this.json = new JsonRecord(output);
    this.hasPath = hasPath;
    this.hasBody = hasBody;
  }

  /** Writes one, and hands it on at once: somebody may be waiting for it. */
  void write(Fetched fetched, Optional<FetchContent> content, @Nullable Path saved)
      throws IOException {
    json.begin();
    json.number(Fields.SCHEMA, SCHEMA);
    json.number(INDEX, fetched.index());
    json.url(Fields.URL, fetched.url());
    json.url(FINAL_URL, fetched.finalUrl());
    redirects(fetched);
    json.text(Fields.DISPOSITION, fetched.disposition().code());
    answer(fetched.answer().orElse(null), content.orElse(null));
    json.number(Fields.ATTEMPTS, fetched.requests());
    json.time(Fields.FETCHED_AT, fetched.endedAt());
    json.timings(fetched.answer().map(Answer::timings).orElse(null));
    json.text(Fields.DIGEST, content.map(FetchContent::digest).orElse(null));
    if (hasPath) {
      json.text(PATH, saved == null ? null : saved.toString());
    }
    if (hasBody) {
      json.text(BODY, content.map(FetchContent::text).orElse(null));
      json.text(BODY_ENCODING, content.map(c -> c.isText() ? "text" : "base64").orElse(null));
    }
    json.error(error(fetched, content));
    json.end();
    json.flush();
  }

  private void redirects(Fetched fetched) throws IOException {
    json.beginArray(REDIRECTS);
    for (Hop hop : fetched.redirects()) {
      json.begin();
      json.url(Fields.URL, hop.url());
      json.number(Fields.STATUS, hop.status());
      json.url(Fields.REDIRECT_TO, hop.target());
      json.end();
    }
    json.endArray();
  }

  private void answer(@Nullable Answer answer, @Nullable FetchContent content) throws IOException {
    json.orNull(Fields.STATUS, answer == null ? null : (long) answer.status());
    json.text(
        Fields.CONTENT_TYPE, answer == null ? null : answer.headers().firstOrNull("content-type"));
    json.text(Fields.CHARSET, content == null ? null : content.charset());
    json.orNull(Fields.WIRE_BYTES, answer == null ? null : answer.wireBytes());
    json.orNull(Fields.BYTES, content == null ? null : content.bytes());
    Truncation truncation = content == null ? null : content.truncation();
    json.text(Fields.TRUNCATED, truncation == null ? null : truncation.code());
  }

  private static @Nullable PageError error(Fetched fetched, Optional<FetchContent> content) {
    return fetched.error().or(() -> content.flatMap(FetchContent::problem)).orElse(null);
  }
}
