package dev.weft.sink.warc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.page.Page.Reply;
import dev.weft.page.Transcript;
import java.net.URI;
import java.util.UUID;

/** The heads of messages, as records have them. */
final class HttpText {
  private static final String LINE_END = "\r\n";
  private static final String SECRET = "(not archived)";

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
