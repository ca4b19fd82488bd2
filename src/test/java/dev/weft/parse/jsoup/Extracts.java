package dev.weft.parse.jsoup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.ConfigException;
import dev.weft.config.RulesFile;
import dev.weft.page.Body;
import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Applies rules as people write them to documents as tests write them. */
final class Extracts {
  static final String URL = "https://shop.example/dir/page.html";

  private Extracts() {}

  /** The rules of a file with this text. */
  static ExtractRules rules(String yaml) {
    try {
      Path file = Files.createTempFile("rules", ".yaml");
      try {
        Files.writeString(file, yaml);
        return RulesFile.read(file, "--rules");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** What a document gives by these rules. */
  static Extraction extraction(String yaml, String html) {
    return extraction(rules(yaml), URL, html);
  }

  static Extraction extraction(ExtractRules rules, String url, String html) {
    byte[] bytes = html.getBytes(UTF_8);
    CompletableFuture<ParseOutcome> outcome = new CompletableFuture<>();
    try (JsoupParser parser = new JsoupParser(ParseOptions.DEFAULT.withRules(rules))) {
      parser.parse(
          new ParseRequest(
              CrawlUrl.parse(url).orElseThrow(),
              "text/html; charset=utf-8",
              Body.wrap(bytes, bytes.length)),
          outcome::complete);
    }
    if (outcome.join() instanceof ParseOutcome.Parsed parsed) {
      return parsed.extraction();
    }
    throw new AssertionError("not parsed: " + outcome.join());
  }

  /** The one value of a rule for one field, written as {@link #text}. */
  static String field(String field, String html) {
    String yaml = "items:\n  - item: thing\n    fields:\n      x: " + field + "\n";
    List<Item> items = extraction(yaml, html).items();
    return items.isEmpty()
        ? "no item"
        : text(Objects.requireNonNull(items.get(0).fields().get("x")));
  }

  /** Items as people read them: {@code product{name=A, price=1}}. */
  static List<String> texts(Extraction found) {
    return found.items().stream().map(item -> item.type() + text(item.fields())).toList();
  }

  private static String text(Map<String, ItemValue> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + text(field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String text(ItemValue value) {
    if (value instanceof ItemValue.Text text) {
      return text.text();
    } else if (value instanceof ItemValue.Numeric number) {
      return number.value().toPlainString();
    } else if (value instanceof ItemValue.Bool bool) {
      return String.valueOf(bool.value());
    } else if (value instanceof ItemValue.Time time) {
      return time.text();
    } else if (value instanceof ItemValue.Link link) {
      return link.href();
    } else if (value instanceof ItemValue.Many many) {
      return many.values().stream().map(Extracts::text).collect(Collectors.joining("; ", "[", "]"));
    } else if (value instanceof ItemValue.Nested nested) {
      return text(nested.fields());
    }
    return "none";
  }
}
