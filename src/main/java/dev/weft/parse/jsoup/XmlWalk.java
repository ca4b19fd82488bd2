package dev.weft.parse.jsoup;

import dev.weft.parse.XmlLinks;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Tells {@link XmlLinks} the elements and text of a document that is no XHTML. */
final class XmlWalk implements NodeVisitor {
  private final XmlLinks links;

  XmlWalk(XmlLinks links) {
    this.links = links;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      if (links.wantsText()) {
        links.text(text.getWholeText());
      }
    } else if (isElement(node)) {
      Element element = (Element) node;
      links.start(element.normalName(), name -> element.hasAttr(name) ? element.attr(name) : null);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (isElement(node)) {
      links.end(((Element) node).normalName());
    }
  }

  /** Whether it is an element other than the document itself. */
  private static boolean isElement(Node node) {
    return node instanceof Element && node.parentNode() != null;
  }
}
