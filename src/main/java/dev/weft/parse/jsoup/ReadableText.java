package dev.weft.parse.jsoup;

import dev.weft.parse.extract.Limits;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What a reader sees of a page: its texts with a line for every block, without scripts, navigation
 * and what stands beside the matter. Of a page that marks its main part, that part alone.
 */
final class ReadableText implements NodeVisitor {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "head",
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "math",
          "iframe",
          "object",
          "nav",
          "footer",
          "aside",
          "form",
          "button",
          "select",
          "textarea",
          "dialog");

  private final StringBuilder text = new StringBuilder();

  /** What is left out at present; null where nothing is. */
  private @Nullable Node hidden;

  private boolean gap;
  private boolean newLine;

  private ReadableText() {}

  /** The text of a page; empty if there is none. */
  static String of(Document document) {
    ReadableText reader = new ReadableText();
    main(document).traverse(reader);
    return reader.text.toString();
  }

  private static Element main(Document document) {
    Element main = document.selectFirst("main, [role=main]");
    if (main == null) {
      Elements articles = document.select("article");
      main = articles.size() == 1 ? articles.first() : null;
    }
    return main == null ? document.body() : main;
  }

  @Override
  public void head(Node node, int depth) {
    if (hidden != null) {
      return;
    }
    if (node instanceof TextNode words) {
      add(words.getWholeText());
    } else if (node instanceof Element element) {
      if (LEFT_OUT.contains(element.normalName()) || element.hasAttr("hidden")) {
        hidden = node;
      }
      newLine |= element.isBlock() || element.normalName().equals("br");
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node.equals(hidden)) {
      hidden = null;
    }
    newLine |= node instanceof Element element && element.isBlock();
  }

  private void add(String words) {
    for (int i = 0; i < words.length() && text.length() < Limits.VALUE_CHARS_MAX; i++) {
      char c = words.charAt(i);
      if (Character.isWhitespace(c) || c == '\u00a0') {
        gap = true;
        continue;
      }
      if (!text.isEmpty() && newLine) {
        text.append('\n');
      } else if (!text.isEmpty() && gap) {
        text.append(' ');
      }
      newLine = false;
      gap = false;
      text.append(c);
    }
  }
}
