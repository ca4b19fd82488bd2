package dev.weft.parse.jsoup;

import dev.weft.parse.extract.FieldType;
import dev.weft.parse.extract.JsonPath;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PageFact;
import dev.weft.parse.extract.Query;
import dev.weft.parse.extract.RuleException;
import dev.weft.parse.extract.TextPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes finders of queries; a query that cannot be used is a {@link RuleException}. */
final class Finders {
  private Finders() {}

  /** A finder of places for further queries. */
  static Finder places(Query query) throws RuleException {
    return switch (query.kind()) {
      case CSS -> CssFinder.places(query);
      case XPATH -> XPathFinder.places(query);
      case JSON_LD -> json(path(query), value -> new Spot.Json(value));
      default ->
          throw new RuleException(
              query.place(),
              query.kind().key()
                  + " gives texts, but places for fields are wanted here; use css,"
                  + " xpath or json-ld");
    };
  }

  /** A finder of texts that are read as this kind. */
  static Finder texts(Query query, FieldType.Kind kind) throws RuleException {
    return switch (query.kind()) {
      case CSS -> CssFinder.texts(query, kind);
      case XPATH -> XPathFinder.texts(query, kind);
      case EXPRESSION -> expression(query);
      case JSON_LD -> json(path(query), kind);
      case META -> meta(query.text().strip().toLowerCase(Locale.ROOT));
      case PAGE -> fact(query);
      case CONSTANT -> (page, from, taker) -> taker.take(new Spot.Words(query.text(), false));
    };
  }

  private static JsonPath path(Query query) throws RuleException {
    try {
      return JsonPath.of(query.text());
    } catch (IllegalArgumentException e) {
      throw new RuleException(query.place(), String.valueOf(e.getMessage()));
    }
  }

  private static Finder json(JsonPath path, FieldType.Kind kind) {
    return json(
        path,
        value -> {
          String text = JsonPath.text(value, kind == FieldType.Kind.URL);
          return new Spot.Words(text == null ? "" : text, true);
        });
  }

  private static Finder json(JsonPath path, JsonSpot form) {
    return (page, from, taker) -> {
      if (path.isRelative() && from instanceof Spot.Json place) {
        path.follow(place.value(), value -> taker.take(form.of(value)));
        return;
      }
      for (Map<?, ?> node : page.jsonNodes()) {
        if (path.beginsAt(node) && !path.follow(node, value -> taker.take(form.of(value)))) {
          return;
        }
      }
    };
  }

  /** How a value of JSON is handed over. */
  private interface JsonSpot {
    Spot of(Object value);
  }

  private static Finder expression(Query query) throws RuleException {
    TextPattern pattern;
    try {
      pattern = TextPattern.of(query.text());
    } catch (IllegalArgumentException e) {
      throw new RuleException(query.place(), String.valueOf(e.getMessage()));
    }
    return (page, from, taker) -> {
      boolean isWhole = !(from instanceof Spot.Tree tree) || tree.element() instanceof Document;
      List<String> values = new ArrayList<>();
      String text = isWhole ? page.source() : ((Spot.Tree) from).element().outerHtml();
      pattern.find(text, Limits.VALUES_MAX, values);
      for (String value : values) {
        if (!taker.take(new Spot.Words(value, false))) {
          return;
        }
      }
    };
  }

  private static Finder meta(String name) {
    return (page, from, taker) -> {
      for (Element meta : page.document().select("meta[content]")) {
        boolean isIt =
            List.of(meta.attr("property"), meta.attr("name"), meta.attr("itemprop")).stream()
                .anyMatch(name::equalsIgnoreCase);
        if (isIt && !taker.take(new Spot.Words(meta.attr("content"), true))) {
          return;
        }
      }
    };
  }

  private static Finder fact(Query query) throws RuleException {
    Optional<PageFact> fact = PageFact.ofCode(query.text().strip());
    if (fact.isEmpty()) {
      String known =
          Arrays.stream(PageFact.values()).map(PageFact::code).collect(Collectors.joining(", "));
      throw new RuleException(
          query.place(), "page is " + query.text() + "; must be one of " + known);
    }
    return Facts.finder(fact.get());
  }
}
