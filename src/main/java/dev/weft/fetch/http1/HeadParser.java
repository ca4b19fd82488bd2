package dev.weft.fetch.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.page.Headers;
import java.util.Arrays;

/**
 * Status line and fields out of the lines that {@link HeadReader} gathered (RFC 9112 §4, §5). A
 * folded line is joined to the one before by a space (§5.2), except in a field that frames the
 * body; white space before a colon, or in a name, is refused.
 */
final class HeadParser {
  private static final boolean[] TOKEN = new boolean[128];

  static {
    String tokens = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int i = 0; i < tokens.length(); i++) {
      TOKEN[tokens.charAt(i)] = true;
    }
  }

  private final byte[] bytes;
  private final int end;
  private final int fieldsMax;
  private final String[] fields;
  private int at;
  private int count;

  private HeadParser(byte[] bytes, int start, int end, int fieldsMax, String[] scratch) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.fieldsMax = fieldsMax;
    this.fields = scratch;
  }

  /** An array that {@link #parse} may use, as often as it is given, by one thread. */
  static String[] scratch(Limits limits) {
    return new String[2 * limits.fieldsMax()];
  }

  /** The head in {@code bytes}, which is whole; {@code bodiless} if the request was a HEAD. */
  static Head parse(HeadReader head, Limits limits, boolean bodiless, String[] scratch)
      throws BadAnswer {
    HeadParser parser =
        new HeadParser(head.bytes(), head.start(), head.end(), limits.fieldsMax(), scratch);
    return parser.parse(bodiless);
  }

  static boolean isToken(int character) {
    return character >= 0 && character < TOKEN.length && TOKEN[character];
  }

  private Head parse(boolean bodiless) throws BadAnswer {
    String protocol = protocol();
    int status = status();
    while (at < end - 2) {
      field();
    }
    Headers headers = Headers.of(Arrays.copyOf(fields, 2 * count));
    return FramingRules.head(status, protocol, headers, bodiless);
  }

  /** {@code HTTP/1.1}, {@code HTTP/1.0} and what answers to 0.9, and the space behind it. */
  private String protocol() throws BadAnswer {
    if (end - at < 12 || bytes[at + 6] != '.' || bytes[at + 8] != ' ') {
      throw BadAnswer.malformed("no HTTP version in the status line: " + line());
    }
    int version = bytes[at + 5] << 8 | bytes[at + 7];
    String protocol =
        switch (version) {
          case '1' << 8 | '1' -> "http/1.1";
          case '1' << 8 | '0', '0' << 8 | '9' -> "http/1.0";
          default -> throw BadAnswer.malformed("an unknown HTTP version: " + line());
        };
    at += 9;
    return protocol;
  }

  private int status() throws BadAnswer {
    int status = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw BadAnswer.malformed("no three-digit status in the status line");
      }
      status = 10 * status + digit;
    }
    byte next = bytes[at + 3];
    if (status < 100 || (next != ' ' && next != '\r')) {
      throw BadAnswer.malformed("no three-digit status in the status line");
    }
    at = lineFeed() + 1;
    return status;
  }

  private void field() throws BadAnswer {
    if (bytes[at] == ' ' || bytes[at] == '\t') {
      fold();
      return;
    }
    int colon = at;
    while (isToken(bytes[colon])) {
      colon++;
    }
    if (colon == at || bytes[colon] != ':') {
      throw BadAnswer.malformed("a header line without a proper name: " + line());
    }
    if (count == fieldsMax) {
      throw BadAnswer.headTooLarge("more than " + fieldsMax + " header fields");
    }
    fields[2 * count] = text(at, colon);
    fields[2 * count + 1] = value(colon + 1);
    count++;
  }

  private void fold() throws BadAnswer {
    if (count == 0) {
      throw BadAnswer.malformed("white space after the status line");
    }
    if (FramingRules.frames(fields[2 * count - 2])) {
      throw BadAnswer.malformed("a folded " + fields[2 * count - 2]);
    }
    String folded = value(at);
    fields[2 * count - 1] = (fields[2 * count - 1] + ' ' + folded).strip();
  }

  /** The rest of the line without surrounding white space; goes on to the next line. */
  private String value(int from) {
    int lineFeed = lineFeed();
    int first = from;
    int last = lineFeed - 1;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    at = lineFeed + 1;
    return text(first, last);
  }

  private int lineFeed() {
    int i = at;
    while (bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private String line() {
    return text(at, Math.min(lineFeed() - 1, at + 80));
  }

  private String text(int from, int to) {
    return from == to ? "" : new String(bytes, from, to - from, ISO_8859_1);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
