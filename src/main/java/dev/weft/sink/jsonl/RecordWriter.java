package dev.weft.sink.jsonl;

import dev.weft.page.Change;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.sink.Fields;
import dev.weft.sink.JsonRecord;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages as records. Every record has every field, in one order; a field that does not apply
 * is null: {@code request} for a GET; {@code status}, {@code contentType}, {@code wireBytes},
 * {@code truncated} and {@code timings} where no answer came; {@code charset}, {@code bytes},
 * {@code title}, {@code outlinks} and {@code digest} where there was no content to look at; {@code
 * change} where nothing can be said of it.
 */
final class RecordWriter {
  /** The version of the record; a consumer refuses those it does not know. */
  private static final int SCHEMA = 1;

  private final JsonRecord json;

  /** A writer that hands whole buffers to {@code output}, which stays the caller's to close. */
  RecordWriter(OutputStream output) throws IOException {
    json = new JsonRecord(output);
  }

  void write(Page page) throws IOException {
    json.begin();
    json.number(Fields.SCHEMA, SCHEMA);
    json.url(Fields.URL, page.url());
    json.text(Fields.REQUEST, page.request());
    json.number(Fields.VISIT, page.visit());
    json.text(Fields.DISPOSITION, page.disposition().code());
    answer(page.reply(), page.content());
    json.number(Fields.HOPS, page.discovery().hops());
    json.url(Fields.REFERRER, page.discovery().referrer());
    json.url(Fields.REDIRECT_TO, page.redirectTo());
    json.url(Fields.REDIRECTED_FROM, page.discovery().redirectedFrom());
    json.orNull(Fields.OUTLINKS, page.content() == null ? null : (long) page.content().outlinks());
    json.number(Fields.ATTEMPTS, page.attempts());
    json.time(Fields.FETCHED_AT, page.fetchedAt());
    json.timings(page.reply() == null ? null : page.reply().timings());
    json.text(Fields.DIGEST, page.content() == null ? null : page.content().digest());
    json.index(page.content() == null ? null : page.content().index());
    json.error(page.error());
    Change change = page.comparison().change();
    json.text(Fields.CHANGE, change == null ? null : change.code());
    json.url(Fields.DUPLICATE_OF, page.comparison().duplicateOf());
    json.end();
  }

  /** Writes the items of a page as records of their own. */
  void writeItems(Page page) throws IOException {
    json.items(page);
  }

  /** Hands on everything written so far. */
  void flush() throws IOException {
    json.flush();
  }

  private void answer(Page.@Nullable Reply reply, Page.@Nullable Content content)
      throws IOException {
    json.orNull(Fields.STATUS, reply == null ? null : (long) reply.status());
    json.text(Fields.CONTENT_TYPE, reply == null ? null : reply.contentType());
    json.text(Fields.CHARSET, content == null ? null : content.charset());
    json.orNull(Fields.WIRE_BYTES, reply == null ? null : reply.wireBytes());
    json.orNull(Fields.BYTES, content == null ? null : content.bytes());
    Truncation truncation = reply == null ? null : reply.truncation();
    json.text(Fields.TRUNCATED, truncation == null ? null : truncation.code());
    json.text(Fields.TITLE, content == null ? null : content.title());
  }
}
