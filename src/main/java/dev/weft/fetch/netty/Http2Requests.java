package dev.weft.fetch.netty;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.Headers;
import dev.weft.url.Origin;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header blocks of requests to one origin (RFC 9113 §8.3.1). What they share is made once; Host
 * becomes {@code :authority}, and what speaks of a connection has no place here (§8.2.2).
 */
final class Http2Requests {
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade");

  private static final AsciiString SCHEME = AsciiString.cached("https");
  private static final AsciiString GET = AsciiString.cached("GET");

  private final RequestHead heads;
  private final AsciiString authority;
  private final AsciiString[] common;

  Http2Requests(RequestHead heads, Origin origin) {
    this.heads = heads;
    authority = new AsciiString(RequestHead.authority(origin));
    common = fields(heads.common());
  }

  /** The block of a request. */
  Http2Headers of(FetchRequest request) {
    AsciiString[] fields = common;
    AsciiString host = authority;
    if (!RequestHead.hasUsualTail(request)) {
      Headers all = heads.fields(request);
      fields = fields(all);
      host = all.first("Host").map(AsciiString::new).orElse(authority);
    }
    AsciiString method = request.method().equals("GET") ? GET : new AsciiString(request.method());
    AsciiString path = new AsciiString(request.url().pathAndQuery());
    return ReadOnlyHttp2Headers.clientHeaders(false, method, path, SCHEME, host, fields);
  }

  private static AsciiString[] fields(Headers headers) {
    List<AsciiString> fields = new ArrayList<>(2 * headers.size());
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i).toLowerCase(Locale.ROOT);
      if (!OF_CONNECTIONS.contains(name) && !name.equals("host")) {
        fields.add(new AsciiString(name));
        fields.add(new AsciiString(headers.value(i).getBytes(StandardCharsets.UTF_8), false));
      }
    }
    return fields.toArray(new AsciiString[0]);
  }
}
