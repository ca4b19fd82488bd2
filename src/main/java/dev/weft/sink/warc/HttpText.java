package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.page.Page.Reply;
import dev.weft.page.Transcript;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The heads of messages, as records have them. */
final class HttpText {
  private static final String LINE_END = "\r\n";
  private static final String SECRET = "(not archived)";

  private static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd");

  /** Types whose formats compress; not all of them, but what the web is full of. */
  private static final Pattern PACKED =
      Pattern.compile(
          "(?i)(image/(jpeg|png|gif|webp|avif)|audio/|video/|font/woff|application/(zip|gzip))");

  private HttpText() {}

  /**
   * The head of an answer as it came. One that had no such form, as over HTTP/2, is written as
   * HTTP/1.1 would have it, which is what readers know; {@code WARC-Protocol} tells.
   */
  static byte[] answerHead(Reply reply) {
    Transcript transcript = reply.transcript();
    if (transcript != null && !transcript.answerHead().isEmpty()) {
      return transcript.answerHead().getBytes(ISO_8859_1);
    }
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(' ');
    head.append(LINE_END);
    Headers headers = reply.headers();
    for (int i = 0; i < headers.size(); i++) {
      head.append(headers.name(i)).append(": ").append(headers.value(i)).append(LINE_END);
    }
    return head.append(LINE_END).toString().getBytes(ISO_8859_1);
  }

  /** Whether an answer's head says that a chunked body follows. */
  static boolean isChunked(Page page, Reply reply) {
    boolean isBodiless =
        reply.status() == 204
            || reply.status() == 304
            || (page.request() != null && page.request().startsWith("HEAD "));
    return !isBodiless && reply.headers().tokens("transfer-encoding").contains("chunked");
  }

  /** Whether a body is compressed by its content coding, or is of a type that always is. */
  static boolean isPacked(Reply reply) {
    List<String> codings = reply.headers().tokens("content-encoding");
    if (codings.stream().anyMatch(CODINGS::contains)) {
      return true;
    }
    String type = reply.contentType();
    return type != null && PACKED.matcher(type).lookingAt();
  }

  /** The head of a request, with words in place of credentials and cookies. */
  static String withoutSecrets(Transcript transcript) {
    StringBuilder head = new StringBuilder(transcript.requestHead().length());
    for (String line : transcript.requestHead().split(LINE_END, -1)) {
      int colon = line.indexOf(':');
      boolean isSecret = colon > 0 && Headers.isSensitive(line.substring(0, colon));
      head.append(isSecret ? line.substring(0, colon) + ": " + SECRET : line).append(LINE_END);
    }
    head.setLength(head.length() - LINE_END.length());
    return head.toString();
  }

  /** A record's name. */
  static URI urn(UUID id) {
    return URI.create("urn:uuid:" + id);
  }
}
