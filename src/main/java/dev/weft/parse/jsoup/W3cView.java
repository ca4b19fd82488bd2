package dev.weft.parse.jsoup;

import java.util.IdentityHashMap;
import java.util.List;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A document as XPath sees it, made once for all expressions, with the way between its elements and
 * jsoup's.
 */
final class W3cView {
  private final org.w3c.dom.@Nullable Document root;
  private final IdentityHashMap<Element, Node> nodes = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Element> elements = new IdentityHashMap<>();

  W3cView(Document document) {
    if (document.firstElementChild() == null) {
      root = null;
      return;
    }
    W3CDom converter = new W3CDom().namespaceAware(false);
    root = converter.fromJsoup(document);
    NodeList all = root.getElementsByTagName("*");
    List<Element> sources = converter.sourceNodes(all, Element.class);
    for (int i = 0; i < sources.size(); i++) {
      nodes.put(sources.get(i), all.item(i));
      elements.put(all.item(i), sources.get(i));
    }
  }

  /** The whole document; null if it has no element. */
  @Nullable Node root() {
    return root;
  }

  /** The node of an element, the document's for jsoup's. */
  @Nullable Node node(Element element) {
    return element instanceof Document ? root : nodes.get(element);
  }

  /** The element of a node, if it is one. */
  @Nullable Element element(Node node) {
    return elements.get(node);
  }
}
