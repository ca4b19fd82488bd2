package dev.weft.parse.extract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of JSON-LD as maps, lists, texts, numbers ({@code BigDecimal}) and booleans, read by
 * Jackson's streaming parser with limits on nesting, texts and numbers. It forgives what pages get
 * wrong and browsers never notice: comments and CDATA marks around it, line ends within texts,
 * commas too many. What is no JSON even so is nothing.
 */
public final class JsonLd {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                  .maxStringLength(Limits.VALUE_CHARS_MAX)
                  .maxNumberLength(Limits.NUMBER_CHARS_MAX)
                  .build())
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  private static final List<String> WRAPPINGS = List.of("<!--", "-->", "<![CDATA[", "]]>", "//");

  private JsonLd() {}

  /** The block's value; null if it is no JSON. */
  public static @Nullable Object read(String block) {
    try (JsonParser json = FACTORY.createParser(unwrapped(block))) {
      return json.nextToken() == null ? null : value(json);
    } catch (IOException e) {
      return null;
    }
  }

  /** Every node with a type, in the order of the document, those within others too. */
  public static void typedNodes(@Nullable Object value, List<Map<?, ?>> into) {
    if (value instanceof Map<?, ?> node) {
      if (node.containsKey("@type")) {
        into.add(node);
      }
      node.values().forEach(inner -> typedNodes(inner, into));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> typedNodes(inner, into));
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json);
      if (value != null) {
        object.put(name, value);
      }
    }
    return object;
  }

  private static List<Object> array(JsonParser json) throws IOException {
    List<Object> array = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(json);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  /** The block without what hid scripts from browsers of old. */
  private static String unwrapped(String block) {
    String text = block.strip();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String mark : WRAPPINGS) {
        if (text.startsWith(mark)) {
          text = text.substring(mark.length()).strip();
          changed = true;
        }
        if (text.endsWith(mark)) {
          text = text.substring(0, text.length() - mark.length()).strip();
          changed = true;
        }
      }
    }
    return text;
  }
}
