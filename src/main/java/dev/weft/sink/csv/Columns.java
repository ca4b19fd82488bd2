package dev.weft.sink.csv;

import dev.weft.page.Change;
import dev.weft.page.FetchTimings;
import dev.weft.page.Page;
import dev.weft.page.Page.Content;
import dev.weft.page.Page.PageError;
import dev.weft.page.Page.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the columns hold: the fields of a JSON record by the same names, in the same order; a field
 * within another is {@code timings.dns}.
 */
final class Columns {
  private static final Map<String, BiConsumer<Page, Row>> ALL = all();

  private final List<String> names;
  private final List<BiConsumer<Page, Row>> cells;

  /** These columns; all if there are none. */
  Columns(List<String> chosen) {
    names = chosen.isEmpty() ? names() : chosen;
    cells = new ArrayList<>();
    for (String name : names) {
      BiConsumer<Page, Row> cell = ALL.get(name);
      if (cell == null) {
        throw new IllegalArgumentException(
            "there is no column " + name + "; must be of " + String.join(", ", names()));
      }
      cells.add(cell);
    }
  }

  /** The names of all columns. */
  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Those of the table, in order. */
  List<String> chosen() {
    return names;
  }

  void writeNames(Row row) {
    names.forEach(row::text);
  }

  void write(Page page, Row row) {
    for (BiConsumer<Page, Row> cell : cells) {
      cell.accept(page, row);
    }
  }

  private static Map<String, BiConsumer<Page, Row>> all() {
    Map<String, BiConsumer<Page, Row>> all = new LinkedHashMap<>();
    all.put("url", (page, row) -> row.url(page.url()));
    all.put("request", (page, row) -> row.text(page.request()));
    all.put("visit", (page, row) -> row.number(page.visit()));
    all.put("disposition", (page, row) -> row.text(page.disposition().code()));
    all.put("status", reply((reply, row) -> row.number(reply.status())));
    all.put("contentType", reply((reply, row) -> row.text(reply.contentType())));
    all.put("charset", content((content, row) -> row.text(content.charset())));
    all.put("wireBytes", reply((reply, row) -> row.number(reply.wireBytes())));
    all.put("bytes", content((content, row) -> row.number(content.bytes())));
    all.put(
        "truncated",
        reply((r, row) -> row.text(r.truncation() == null ? null : r.truncation().code())));
    all.put("title", content((content, row) -> row.text(content.title())));
    all.put("hops", (page, row) -> row.number(page.discovery().hops()));
    all.put("referrer", (page, row) -> row.url(page.discovery().referrer()));
    all.put("redirectTo", (page, row) -> row.url(page.redirectTo()));
    all.put("redirectedFrom", (page, row) -> row.url(page.discovery().redirectedFrom()));
    all.put("outlinks", content((content, row) -> row.number(content.outlinks())));
    all.put("attempts", (page, row) -> row.number(page.attempts()));
    all.put("fetchedAt", (page, row) -> row.time(page.fetchedAt()));
    all.put("timings.dns", timing(FetchTimings::dnsNanos));
    all.put("timings.connect", timing(FetchTimings::connectNanos));
    all.put("timings.tls", timing(FetchTimings::tlsNanos));
    all.put("timings.firstByte", timing(FetchTimings::firstByteNanos));
    all.put("timings.total", timing(FetchTimings::totalNanos));
    all.put("digest", content((content, row) -> row.text(content.digest())));
    all.put(
        "noindex", content((content, row) -> row.text(String.valueOf(content.index().noindex()))));
    all.put(
        "unavailableAfter",
        content(
            (content, row) -> {
              Instant after = content.index().unavailableAfter();
              row.text(after == null ? null : after.toString());
            }));
    all.put("error.code", of(Page::error, (error, row) -> row.text(error.code())));
    all.put("error.message", of(Page::error, Columns::message));
    all.put("change", (page, row) -> change(page.comparison().change(), row));
    all.put("duplicateOf", (page, row) -> row.url(page.comparison().duplicateOf()));
    return all;
  }

  private static void change(@Nullable Change change, Row row) {
    row.text(change == null ? null : change.code());
  }

  private static void message(PageError error, Row row) {
    row.text(error.message());
  }

  private static BiConsumer<Page, Row> reply(BiConsumer<Reply, Row> cell) {
    return of(Page::reply, cell);
  }

  private static BiConsumer<Page, Row> content(BiConsumer<Content, Row> cell) {
    return of(Page::content, cell);
  }

  private static BiConsumer<Page, Row> timing(ToLongFunction<FetchTimings> step) {
    return reply((reply, row) -> row.micros(step.applyAsLong(reply.timings())));
  }

  /** A value of a part of the page, empty where there is no such part. */
  private static <T> BiConsumer<Page, Row> of(
      Function<Page, @Nullable T> part, BiConsumer<T, Row> cell) {
    return (page, row) -> {
      T found = part.apply(page);
      if (found == null) {
        row.text(null);
      } else {
        cell.accept(found, row);
      }
    };
  }
}
