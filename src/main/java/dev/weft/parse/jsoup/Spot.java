package dev.weft.parse.jsoup;

import dev.weft.page.ItemValue;
import org.jsoup.nodes.Element;

/** Something that a query found in a document, and where another may begin. */
sealed interface Spot {
  /** An element, or the document. */
  record Tree(Element element) implements Spot {}

  /** A value in JSON-LD. */
  record Json(Object value) implements Spot {}

  /** A text; {@code plain} if it was written for machines, whatever the page's locale. */
  record Words(String text, boolean plain) implements Spot {}

  /** A value that needs no reading. */
  record Ready(ItemValue value) implements Spot {}
}
