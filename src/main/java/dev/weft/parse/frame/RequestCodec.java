package dev.weft.parse.frame;

import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.parse.ContentRequest;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.util.List;

/** The fields of {@link FrameType#REQUEST}; the wire body is the frame's body. */
public final class RequestCodec {
  /** The header fields that say how to read a content; no other leaves the crawl. */
  private static final List<String> HEADERS = List.of("Content-Type", "Content-Encoding");

  private RequestCodec() {}

  public static void write(ContentRequest request, FieldWriter to) {
    to.ascii(request.url().href());
    for (String name : HEADERS) {
      List<String> values = request.headers().all(name);
      to.int32(values.size());
      values.forEach(to::text);
    }
    to.flag(request.isParsed());
    to.int64(request.contentBytesMax());
    to.int32(request.documentBytesMax());
  }

  public static ContentRequest read(FieldReader from, Body body) throws IOException {
    CrawlUrl url = from.url();
    Headers headers = Headers.NONE;
    for (String name : HEADERS) {
      int count = from.count(Integer.BYTES);
      for (int i = 0; i < count; i++) {
        headers = headers.with(name, from.text());
      }
    }
    boolean isParsed = from.flag();
    long contentBytesMax = from.int64();
    int documentBytesMax = from.int32();
    if (contentBytesMax < 0 || documentBytesMax < 0) {
      throw from.fault("a content is to be of " + contentBytesMax + " bytes at most");
    }
    from.end();
    return new ContentRequest(url, headers, body, isParsed, contentBytesMax, documentBytesMax);
  }
}
