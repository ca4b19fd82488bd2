package dev.weft.parse.jsoup;

import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.RuleException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * An XPath 1.0 expression over jsoup's W3C view of the document, in which names are in lower case
 * and of no namespace. It may give elements, texts, attributes, or one text or number.
 *
 * <p>Compiled expressions are bound to a thread, so every thread has its own.
 */
final class XPathFinder implements Finder {
  private final ThreadLocal<XPathExpression> expression;
  private final @Nullable Accessor accessor;

  private XPathFinder(String text, @Nullable Accessor accessor) {
    this.expression = ThreadLocal.withInitial(() -> compiled(text));
    this.accessor = accessor;
  }

  /** A finder of places. */
  static XPathFinder places(Query query) throws RuleException {
    check(query);
    return new XPathFinder(query.text(), null);
  }

  /** A finder of texts that are read as this kind. */
  static XPathFinder texts(Query query, FieldType.Kind kind) throws RuleException {
    check(query);
    return new XPathFinder(query.text(), Accessor.usual(kind));
  }

  private static void check(Query query) throws RuleException {
    try {
      tryOut(xpath().compile(query.text()));
    } catch (XPathExpressionException e) {
      throw new RuleException(
          query.place(), "`" + query.text() + "` is no XPath expression: " + reason(e));
    }
  }

  /** Variables, which nobody can declare, are only found out by evaluating. */
  private static void tryOut(XPathExpression expression) throws XPathExpressionException {
    Node root = new W3cView(Jsoup.parse("<p id=a>b</p>")).root();
    try {
      expression.evaluate(root, XPathConstants.NODESET);
    } catch (XPathExpressionException noNodes) {
      expression.evaluate(root);
    }
  }

  private static String reason(XPathExpressionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  private static XPath xpath() {
    XPath xpath = XPathFactory.newInstance().newXPath();
    xpath.setXPathVariableResolver(name -> null);
    return xpath;
  }

  private static XPathExpression compiled(String text) {
    try {
      return xpath().compile(text);
    } catch (XPathExpressionException e) {
      throw new IllegalStateException("`" + text + "` was checked before", e);
    }
  }

  @Override
  public void find(PageView page, Spot from, Taker taker) {
    W3cView view = page.w3c();
    Node root = from instanceof Spot.Tree tree ? view.node(tree.element()) : view.root();
    if (root == null) {
      return;
    }
    NodeList nodes;
    try {
      nodes = (NodeList) expression.get().evaluate(root, XPathConstants.NODESET);
    } catch (XPathExpressionException e) {
      single(root, taker);
      return;
    }
    for (int i = 0; i < nodes.getLength(); i++) {
      Spot spot = spot(view, nodes.item(i));
      if (spot != null && !taker.take(spot)) {
        return;
      }
    }
  }

  /** An expression that gives no nodes gives a text, such as that of {@code count(//a)}. */
  private void single(Node root, Taker taker) {
    if (accessor == null) {
      return;
    }
    try {
      taker.take(new Spot.Words(expression.get().evaluate(root), false));
    } catch (XPathExpressionException e) {
      throw new IllegalStateException("the XPath expression cannot be evaluated: " + reason(e), e);
    }
  }

  private @Nullable Spot spot(W3cView view, Node node) {
    Element element = view.element(node);
    if (accessor == null) {
      return element == null ? null : new Spot.Tree(element);
    }
    return new Spot.Words(
        element == null ? String.valueOf(node.getNodeValue()) : accessor.text(element), false);
  }
}
