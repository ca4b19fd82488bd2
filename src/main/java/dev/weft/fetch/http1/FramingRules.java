package dev.weft.fetch.http1;

import dev.weft.page.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of an answer say of its body's end and of the connection behind it (RFC 9112
 * §6.3, §9.3). Where they contradict one another the answer is refused, since whoever guesses can
 * be made to take one answer's bytes for another's.
 */
final class FramingRules {
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";
  private static final String CONNECTION = "Connection";

  /** 10^18 - 1; no body is as long. */
  private static final int LENGTH_DIGITS_MAX = 18;

  private @Nullable String length;
  private @Nullable String lastCoding;
  private boolean close;
  private boolean keepAlive;

  private FramingRules() {}

  /** Whether a field decides where the body ends. */
  static boolean frames(String name) {
    return name.equalsIgnoreCase(CONTENT_LENGTH) || name.equalsIgnoreCase(TRANSFER_ENCODING);
  }

  /** The head of an answer; {@code bodiless} if the request was a HEAD. */
  static Head head(int status, String protocol, Headers headers, boolean bodiless)
      throws BadAnswer {
    FramingRules rules = new FramingRules();
    rules.readAll(headers);
    Framing framing = rules.framing(status, bodiless);
    boolean persistent = protocol.equals("http/1.1") || rules.keepAlive;
    boolean keepAlive = persistent && !rules.close && framing != Framing.UNTIL_CLOSE;
    return new Head(status, protocol, headers, framing, keepAlive);
  }

  private void readAll(Headers headers) throws BadAnswer {
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      switch (name.length()) {
        case 10 -> {
          if (name.equalsIgnoreCase(CONNECTION)) {
            readConnection(headers.value(i));
          }
        }
        case 14 -> {
          if (name.equalsIgnoreCase(CONTENT_LENGTH)) {
            readLength(headers.value(i));
          }
        }
        case 17 -> {
          if (name.equalsIgnoreCase(TRANSFER_ENCODING)) {
            String value = headers.value(i);
            lastCoding = value.substring(value.lastIndexOf(',') + 1).strip();
          }
        }
        default -> {}
      }
    }
  }

  private void readConnection(String value) {
    if (value.equalsIgnoreCase("keep-alive")) {
      keepAlive = true;
      return;
    }
    for (String token : value.toLowerCase(Locale.ROOT).split(",", -1)) {
      close |= token.strip().equals("close");
      keepAlive |= token.strip().equals("keep-alive");
    }
  }

  /** Repeated lengths must be the same text (RFC 9110 §8.6). */
  private void readLength(String value) throws BadAnswer {
    if (value.indexOf(',') < 0) {
      readOneLength(value);
      return;
    }
    for (String each : value.split(",", -1)) {
      readOneLength(each.strip());
    }
  }

  private void readOneLength(String value) throws BadAnswer {
    boolean digits = !value.isEmpty() && value.length() <= LENGTH_DIGITS_MAX;
    for (int i = 0; digits && i < value.length(); i++) {
      digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!digits) {
      throw BadAnswer.malformed("Content-Length is \"" + shortened(value) + "\"");
    }
    if (length != null && !length.equals(value)) {
      throw BadAnswer.malformed("two Content-Lengths, " + length + " and " + value);
    }
    length = value;
  }

  private Framing framing(int status, boolean bodiless) throws BadAnswer {
    if (length != null && lastCoding != null) {
      throw BadAnswer.malformed(
          "Content-Length " + length + " and Transfer-Encoding in one answer");
    }
    if (bodiless || status < 200 || status == 204 || status == 304) {
      return Framing.NONE;
    }
    if (lastCoding != null) {
      return lastCoding.equalsIgnoreCase("chunked") ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
    }
    if (length == null) {
      return Framing.UNTIL_CLOSE;
    }
    return new Framing.Length(Long.parseLong(length));
  }

  private static String shortened(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }
}
