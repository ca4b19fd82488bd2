package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prescan of an HTML document for its encoding (HTML Standard, "prescan a byte stream to
 * determine its encoding"): a small tokenizer over the first bytes that knows comments, tags and
 * attributes, and looks only at {@code <meta>}.
 */
final class MetaPrescan {
  private static final String BLANKS = "\t\n\f\r ";

  private final String text;
  private int at;

  /** A prescan of at most {@link Limits#PRESCAN_BYTES} bytes, each taken as one character. */
  MetaPrescan(byte[] bytes, int length) {
    text = new String(bytes, 0, Math.min(length, Limits.PRESCAN_BYTES), ISO_8859_1);
  }

  Optional<Encoding> encoding() {
    while ((at = text.indexOf('<', at)) >= 0) {
      if (text.startsWith("<!--", at)) {
        skipBeyond("-->", at + 2);
      } else if (isMeta()) {
        at += "<meta".length();
        Encoding found = meta();
        if (found != null) {
          return Optional.of(found);
        }
      } else if (isTag()) {
        skipTag();
      } else if (text.startsWith("<!", at)
          || text.startsWith("</", at)
          || text.startsWith("<?", at)) {
        skipBeyond(">", at);
      } else {
        at++;
      }
    }
    return Optional.empty();
  }

  private boolean isMeta() {
    return text.regionMatches(true, at, "<meta", 0, 5)
        && at + 5 < text.length()
        && (BLANKS + "/").indexOf(text.charAt(at + 5)) >= 0;
  }

  private boolean isTag() {
    int letter = text.startsWith("</", at) ? at + 2 : at + 1;
    return letter < text.length() && isLetter(text.charAt(letter));
  }

  private void skipTag() {
    while (at < text.length() && (BLANKS + ">").indexOf(text.charAt(at)) < 0) {
      at++;
    }
    Attribute attribute;
    do {
      attribute = attribute();
    } while (attribute != null);
  }

  private void skipBeyond(String end, int from) {
    int found = text.indexOf(end, from);
    at = found < 0 ? text.length() : found + end.length();
  }

  private @Nullable Encoding meta() {
    Set<String> names = new HashSet<>();
    boolean pragma = false;
    boolean needsPragma = false;
    String label = null;
    for (Attribute attribute; (attribute = attribute()) != null; ) {
      if (!names.add(attribute.name)) {
        continue;
      }
      switch (attribute.name) {
        case "http-equiv" -> pragma |= attribute.value.equals("content-type");
        case "content" -> {
          String inContent = charsetIn(attribute.value);
          if (label == null && inContent != null && Encoding.ofLabel(inContent).isPresent()) {
            label = inContent;
            needsPragma = true;
          }
        }
        case "charset" -> {
          label = attribute.value;
          needsPragma = false;
        }
        default -> {}
      }
    }
    boolean cut = at >= text.length();
    return cut || label == null || (needsPragma && !pragma) ? null : asMetaMeans(label);
  }

  private static @Nullable Encoding asMetaMeans(String label) {
    if (label.strip().equalsIgnoreCase("x-user-defined")) {
      return Encoding.WINDOWS_1252;
    }
    return Encoding.ofLabel(label).map(Encoding::inAscii).orElse(null);
  }

  /** The label in a {@code content} attribute such as {@code text/html; charset=x}. */
  static @Nullable String charsetIn(String content) {
    int from = 0;
    while (true) {
      int found = indexIgnoreCase(content, "charset", from);
      if (found < 0) {
        return null;
      }
      from = skipBlanks(content, found + "charset".length());
      if (from < content.length() && content.charAt(from) == '=') {
        return labelAt(content, skipBlanks(content, from + 1));
      }
    }
  }

  private static @Nullable String labelAt(String content, int start) {
    if (start >= content.length()) {
      return null;
    }
    char quote = content.charAt(start);
    if (quote == '"' || quote == '\'') {
      int end = content.indexOf(quote, start + 1);
      return end < 0 ? null : content.substring(start + 1, end);
    }
    int end = start;
    while (end < content.length() && (BLANKS + ";").indexOf(content.charAt(end)) < 0) {
      end++;
    }
    return content.substring(start, end);
  }

  private record Attribute(String name, String value) {}

  /** The next attribute of the tag at hand, in lower case; null at the tag's or the text's end. */
  private @Nullable Attribute attribute() {
    while (at < text.length() && (BLANKS + "/").indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) == '>') {
      return null;
    }
    int nameStart = at;
    while (at < text.length()
        && (BLANKS + "/>").indexOf(text.charAt(at)) < 0
        && (text.charAt(at) != '=' || at == nameStart)) {
      at++;
    }
    String name = lower(text.substring(nameStart, at));
    int afterName = skipBlanks(text, at);
    if (afterName >= text.length() || text.charAt(afterName) != '=') {
      return new Attribute(name, "");
    }
    at = skipBlanks(text, afterName + 1);
    return new Attribute(name, value());
  }

  private String value() {
    if (at >= text.length()) {
      return "";
    }
    char quote = text.charAt(at);
    int start = at;
    if (quote == '"' || quote == '\'') {
      int end = text.indexOf(quote, start + 1);
      at = end < 0 ? text.length() : end + 1;
      return end < 0 ? "" : lower(text.substring(start + 1, end));
    }
    while (at < text.length() && (BLANKS + ">").indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return lower(text.substring(start, at));
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && BLANKS.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static int indexIgnoreCase(String text, String word, int from) {
    for (int i = from; i <= text.length() - word.length(); i++) {
      if (text.regionMatches(true, i, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }
}
