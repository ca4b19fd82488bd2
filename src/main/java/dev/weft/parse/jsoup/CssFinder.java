package dev.weft.parse.jsoup;

import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.RuleException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.NodeIterator;
import org.jsoup.select.Collector;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A CSS selector with what to take of the elements behind two colons. As in a browser's {@code
 * querySelector}, the place it begins at is not among what it finds; nothing before the colons is
 * that place itself.
 */
final class CssFinder implements Finder {
  private static final Pattern TAIL = Pattern.compile("::([\\w-]+)(?:\\(([^()]*)\\))?\\s*$");
  private static final Pattern REMAINDER =
      Pattern.compile("unexpected token at '(.*)'$", Pattern.DOTALL);

  private static final Pattern PSEUDO = Pattern.compile(":[\\w-]+(?:\\([^()]*\\))?$");

  private static final Element NOTHING = new Element("nothing");

  private final @Nullable Evaluator evaluator;

  /** Null where places are wanted. */
  private final @Nullable Accessor accessor;

  private CssFinder(@Nullable Evaluator evaluator, @Nullable Accessor accessor) {
    this.evaluator = evaluator;
    this.accessor = accessor;
  }

  /** A finder of places. */
  static CssFinder places(Query query) throws RuleException {
    Matcher tail = TAIL.matcher(query.text());
    if (tail.find()) {
      throw new RuleException(
          query.place().plus(tail.start()),
          "`"
              + tail.group().strip()
              + "` takes a text, but elements are wanted here; leave it out");
    }
    return new CssFinder(evaluator(query, query.text()), null);
  }

  /** A finder of texts that are read as this kind. */
  static CssFinder texts(Query query, FieldType.Kind kind) throws RuleException {
    Matcher tail = TAIL.matcher(query.text());
    if (!tail.find()) {
      return new CssFinder(evaluator(query, query.text()), Accessor.usual(kind));
    }
    Optional<Accessor> accessor = Accessor.of(tail.group(1), tail.group(2));
    if (accessor.isEmpty()) {
      throw new RuleException(
          query.place().plus(tail.start()),
          "`"
              + tail.group().strip()
              + "` is unknown; must be ::text, ::own-text, ::html, ::outer-html or ::attr(NAME)");
    }
    String selector = query.text().substring(0, tail.start()).strip();
    return new CssFinder(selector.isEmpty() ? null : evaluator(query, selector), accessor.get());
  }

  private static Evaluator evaluator(Query query, String selector) throws RuleException {
    int colons = selector.indexOf("::");
    if (colons >= 0) {
      throw new RuleException(
          query.place().plus(colons),
          "`::` may only stand at the end; for a text or another, write a list of selectors");
    }
    try {
      return Selector.evaluatorOf(selector);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw fault(query, selector, String.valueOf(e.getMessage()));
    }
  }

  private static RuleException fault(Query query, String selector, String message) {
    Matcher remainder = REMAINDER.matcher(message);
    Matcher pseudo = PSEUDO.matcher(selector);
    int at = 0;
    String reason = reason(message);
    if (remainder.find()) {
      String rest = String.valueOf(remainder.group(1));
      at = Math.max(0, query.text().lastIndexOf(rest));
      reason = "unexpected `" + rest + "`";
      if (rest.isBlank() && pseudo.find()) {
        at = pseudo.start();
        reason = "`" + pseudo.group() + "` is unknown";
      } else if (rest.isBlank()) {
        reason = "it ends where more must come";
      }
    }
    return new RuleException(
        query.place().plus(at), "`" + selector + "` is no CSS selector: " + reason);
  }

  private static String reason(String message) {
    return message.startsWith("Did not find balanced marker")
        ? "a bracket, parenthesis or quote is not closed"
        : message;
  }

  @Override
  public void find(PageView page, Spot from, Taker taker) {
    Element root = from instanceof Spot.Tree tree ? tree.element() : page.document();
    if (evaluator == null) {
      taker.take(spot(root));
      return;
    }
    NodeIterator<Element> elements = new NodeIterator<>(root, Element.class);
    elements.next();
    while (elements.hasNext()) {
      Element element = elements.next();
      if (evaluator.matches(root, element) && !taker.take(spot(element))) {
        break;
      }
    }
    // A search that ends at once: the evaluator forgets the document, which it would hold on to.
    Collector.findFirst(evaluator, NOTHING);
  }

  private Spot spot(Element element) {
    return accessor == null
        ? new Spot.Tree(element)
        : new Spot.Words(accessor.text(element), accessor.part() == Accessor.Part.TIME);
  }
}
