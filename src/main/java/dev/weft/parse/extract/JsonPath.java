package dev.weft.parse.extract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON-LD: {@code Product.offers.price} is the price of the offers of every node of the
 * type Product; one that begins with a dot, such as {@code .author.name}, begins where the rule is
 * looking. Lists on the way are entered. Immutable; any thread.
 */
public final class JsonPath {
  private static final String VOCABULARY = "schema.org/";

  private final @Nullable String type;
  private final List<String> properties;

  private JsonPath(@Nullable String type, List<String> properties) {
    this.type = type;
    this.properties = properties;
  }

  /** Reads a path; throws {@link IllegalArgumentException} if it is none. */
  public static JsonPath of(String text) {
    List<String> names = List.of(text.strip().split("\\.", -1));
    List<String> properties = names.subList(1, names.size());
    if (properties.contains("") || text.isBlank()) {
      throw new IllegalArgumentException(
          "`" + text + "` is no path into JSON-LD; write one such as Product.offers.price");
    }
    return new JsonPath(names.get(0).isEmpty() ? null : names.get(0), properties);
  }

  /** Whether it begins where the rule is looking. */
  public boolean isRelative() {
    return type == null;
  }

  /** Whether it begins at this node. */
  public boolean beginsAt(Map<?, ?> node) {
    if (type == null) {
      return true;
    }
    Object types = node.get("@type");
    if (types instanceof List<?> several) {
      return several.stream().anyMatch(one -> isType(String.valueOf(one)));
    }
    return types != null && isType(String.valueOf(types));
  }

  private boolean isType(String name) {
    int vocabulary = name.indexOf(VOCABULARY);
    String bare = vocabulary < 0 ? name : name.substring(vocabulary + VOCABULARY.length());
    return bare.equals(type) || (name.startsWith("schema:") && name.substring(7).equals(type));
  }

  /**
   * Hands over what the path leads to from a node, until {@code taker} wants no more; false if it
   * did not want more.
   */
  public boolean follow(Object node, Predicate<Object> taker) {
    return follow(node, 0, taker);
  }

  private boolean follow(Object value, int step, Predicate<Object> taker) {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element != null && !follow(element, step, taker)) {
          return false;
        }
      }
      return true;
    }
    if (step == properties.size()) {
      return taker.test(value);
    }
    Object inner = value instanceof Map<?, ?> node ? node.get(properties.get(step)) : null;
    return inner == null || follow(inner, step + 1, taker);
  }

  /** A value as text: of a node its value, or its URL or name, whichever is asked for first. */
  public static @Nullable String text(Object value, boolean wantsUrl) {
    if (value instanceof BigDecimal number) {
      return number.toString();
    }
    if (value instanceof Map<?, ?> node) {
      List<String> names =
          wantsUrl
              ? List.of("@value", "url", "contentUrl", "@id")
              : List.of("@value", "name", "url", "@id");
      for (String name : names) {
        Object inner = node.get(name);
        if (inner instanceof String || inner instanceof BigDecimal) {
          return inner.toString();
        }
      }
      return null;
    }
    return value.toString();
  }
}
