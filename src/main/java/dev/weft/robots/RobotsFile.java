package dev.weft.robots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * From the bytes of a robots.txt to its lines: as far as the size cap, without a rule that the cap
 * cuts in two (it would forbid more than the site meant), and, where the file is HTML, without its
 * tags. A line holds one char for an octet, so that paths in any encoding stay what they are.
 */
final class RobotsFile {
  private static final Pattern HTML =
      Pattern.compile("<(?:html|head|body)\\b", Pattern.CASE_INSENSITIVE);

  private RobotsFile() {}

  /** What the file says to a crawler of this name. */
  static RobotsGroups read(byte[] content, int length, String productToken) {
    int size = Math.min(length, Limits.CONTENT_BYTES_MAX);
    String text = decode(content, size);
    if (length > size) {
      text = text.substring(0, lastLineEnd(text));
    }
    if (HTML.matcher(text).find()) {
      text = withoutTags(text);
    }
    RobotsGroups groups = new RobotsGroups(productToken);
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = lineEnd(text, start);
      RobotsLine.read(++number, text.substring(start, end)).ifPresent(groups::add);
      boolean isPair = text.startsWith("\r\n", end);
      start = end + (isPair ? 2 : 1);
    }
    return groups;
  }

  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private static String decode(byte[] content, int size) {
    Charset charset = UTF_8;
    int mark = 0;
    if (startsWith(content, size, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(content, size, 0xFF, 0xFE)) {
      mark = 2;
      charset = UTF_16LE;
    } else if (startsWith(content, size, 0xFE, 0xFF)) {
      mark = 2;
      charset = UTF_16BE;
    }
    if (charset.equals(UTF_8)) {
      return new String(content, mark, size - mark, ISO_8859_1);
    }
    return new String(new String(content, mark, size - mark, charset).getBytes(UTF_8), ISO_8859_1);
  }

  private static boolean startsWith(byte[] content, int size, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= size || (content[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lastLineEnd(String text) {
    return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  }

  /** The text without what stands between angle brackets on one line. */
  private static String withoutTags(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    int tag = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' && tag < 0) {
        tag = bare.length();
      }
      bare.append(c);
      if (c == '>' && tag >= 0) {
        bare.setLength(tag);
        tag = -1;
      } else if (c == '\n' || c == '\r') {
        tag = -1;
      }
    }
    return bare.toString();
  }
}
