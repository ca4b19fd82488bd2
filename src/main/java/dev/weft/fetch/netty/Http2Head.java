package dev.weft.fetch.netty;

import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.Limits;
import dev.weft.page.Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/2 answer out of its header block. What RFC 9113 §8.2 forbids in one was
 * refused before: capitals, control characters, pseudo fields out of place, fields of a connection.
 */
final class Http2Head {
  private static final String PROTOCOL = "h2";

  private Http2Head() {}

  /** The head in a block; {@code bodiless} if the request was a HEAD. */
  static Head of(Http2Headers block, boolean bodiless, Limits limits) throws BadAnswer {
    int status = status(block.status());
    if (block.size() - 1 > limits.fieldsMax()) {
      throw BadAnswer.headTooLarge("more than " + limits.fieldsMax() + " header fields");
    }
    String[] fields = new String[2 * (block.size() - 1)];
    int count = 0;
    for (Map.Entry<CharSequence, CharSequence> field : block) {
      CharSequence name = field.getKey();
      CharSequence value = field.getValue();
      if (name.length() + value.length() > limits.lineBytesMax()) {
        throw BadAnswer.headTooLarge("a header field is over " + limits.lineBytesMax() + " bytes");
      }
      if (name.length() > 0 && name.charAt(0) != ':') {
        fields[count++] = name.toString();
        fields[count++] = value.toString();
      }
    }
    if (count != fields.length) {
      throw BadAnswer.malformed("a pseudo header field beside :status");
    }
    return Head.of(status, PROTOCOL, Headers.of(fields), bodiless);
  }

  private static int status(@Nullable CharSequence text) throws BadAnswer {
    if (text == null || text.length() != 3) {
      throw BadAnswer.malformed("no three-digit :status");
    }
    int status = 0;
    for (int i = 0; i < 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < (i == 0 ? 1 : 0) || digit > 9) {
        throw BadAnswer.malformed("no three-digit :status");
      }
      status = 10 * status + digit;
    }
    return status;
  }
}
