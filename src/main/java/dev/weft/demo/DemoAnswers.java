package dev.weft.demo;

import dev.weft.page.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the demo web answers to requests. Unlike the web itself it remembers something: which of the
 * URLs that fail at first have been asked for. One thread.
 */
final class DemoAnswers {
  /** URLs remembered; beyond that they may fail at first once more. */
  private static final int REMEMBERED_MAX = 100_000;

  private static final int NOT_ALLOWED = 405;

  private final DemoWeb web;
  private final Set<String> asked = new HashSet<>();

  DemoAnswers(DemoWeb web) {
    this.web = web;
  }

  /** An answer to send after a delay; {@code body} has its content coding. */
  record DemoAnswer(
      int status,
      String contentType,
      @Nullable String location,
      Body body,
      boolean gzip,
      boolean chunked,
      int delayMillis) {

    /** An answer that has nothing to it but a status. */
    static DemoAnswer bare(int status) {
      byte[] error = DemoText.error(status);
      return new DemoAnswer(
          status,
          "text/html; charset=utf-8",
          null,
          Body.wrap(error, error.length),
          false,
          false,
          0);
    }
  }

  /** The answer to a request for a path, query included. */
  DemoAnswer to(String method, String host, String path, boolean acceptsGzip) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return DemoAnswer.bare(NOT_ALLOWED);
    }
    DemoPage page = web.page(host.toLowerCase(Locale.ROOT), path);
    OptionalInt firstStatus = page.firstStatus();
    if (firstStatus.isPresent() && isFirst(page)) {
      return DemoAnswer.bare(firstStatus.getAsInt());
    }
    boolean gzip = acceptsGzip && page.delivery().gzip();
    byte[] body = gzip ? gzipped(web.body(page)) : web.body(page);
    return new DemoAnswer(
        page.status(),
        page.contentType(),
        page.redirect() == null ? null : page.redirect().href(),
        Body.wrap(body, body.length),
        gzip,
        page.delivery().chunked(),
        page.delivery().delayMillis());
  }

  private boolean isFirst(DemoPage page) {
    if (asked.size() >= REMEMBERED_MAX) {
      asked.clear();
    }
    return asked.add(page.host() + page.path());
  }

  private static byte[] gzipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new FastGzip(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** Gzip at the level that costs least. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream to) throws IOException {
      super(to, 8_192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
