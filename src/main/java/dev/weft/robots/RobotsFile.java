package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The bytes of a robots.txt on their way into crawler-commons' parser, which is kept from what it
 * handles badly: a rule cut in two by the size cap (it would forbid more than the site meant), HTML
 * (it removes tags in time quadratic in a line's length), and its own verdict that a Crawl-delay of
 * more than five minutes forbids everything (politeness bounds it instead).
 */
final class RobotsFile {
  private static final Pattern HTML =
      Pattern.compile("<(?:html|head|body)\\b", Pattern.CASE_INSENSITIVE);

  private RobotsFile() {}

  static SimpleRobotRules parse(byte[] content, int length, String productToken) {
    int size = Math.min(length, Limits.CONTENT_BYTES_MAX);
    String text = decode(content, size);
    if (length > size) {
      text = text.substring(0, lastLineEnd(text));
    }
    if (HTML.matcher(text).find()) {
      text = withoutTags(text);
    }
    Set<String> names =
        productToken.isEmpty() ? Set.of() : Set.of(productToken.toLowerCase(Locale.ROOT));
    return new SimpleRobotRulesParser(Long.MAX_VALUE, 0)
        .parseContent("", text.getBytes(UTF_8), "text/plain", names);
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
    return new String(content, mark, size - mark, charset);
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
