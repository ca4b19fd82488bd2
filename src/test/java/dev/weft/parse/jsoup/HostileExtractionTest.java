package dev.weft.parse.jsoup;

import static dev.weft.parse.jsoup.Extracts.extraction;
import static dev.weft.parse.jsoup.Extracts.field;
import static dev.weft.parse.jsoup.Extracts.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.page.ItemValue;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.Limits;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules do with documents that mean harm, or are merely broken. */
final class HostileExtractionTest {
  private static final String EVERYTHING =
      """
      items:
        - item: all
          fields:
            a: {css: "div p:has(b)", all: true}
            b: {xpath: "//div//text()", all: true}
            c: {json-ld: Product.offers.price, type: number, all: true}
            d: {page: text}
            e: {page: headings}
            f: {page: links}
            g: {re: "<p>(.*?)</p>", all: true}
            h: {css: time, type: date}
            i: {meta: "og:title"}
            n: {css: div, all: true, fields: {x: b, y: {css: i, type: url}}}
      follow:
        - {links: a, priority: 1}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1, 2",
        "{\"@type\": \"Product\", \"offers\": }",
        "{\"@type\": 7, \"offers\": [[[]]]}",
        "null",
        "{\"@type\": \"Product\", \"offers\": {\"price\": 1e999999999}}",
        "<!-- not json -->",
        "{\"@type\": \"Product\", \"offers\": {\"price\": \"\"}}",
      })
  void jsonLdThatIsNoneIsNothing(String block) {
    String html = "<p>x</p><script type=application/ld+json>" + block + "</script>";

    assertThat(field("{json-ld: Product.offers.price, type: number}", html)).isEqualTo("no item");
  }

  @Test
  void jsonLdThatBrowsersForgiveIsRead() {
    String block =
        "<!--//<![CDATA[ {\"@type\": \"http://schema.org/Product\", \"sku\": \"a\nb\",} //]]>-->";
    String html = "<script type=application/ld+json>" + block + "</script>";

    assertThat(field("{json-ld: Product.sku, do: collapse}", html)).isEqualTo("a b");
  }

  @Test
  void deepJsonLdIsNothingAndCostsNoStack() {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    String html = "<h1>x</h1><script type=application/ld+json>" + deep + "</script>";

    assertThat(field("{json-ld: Product.sku}", html)).isEqualTo("no item");
  }

  @Test
  void manyBlocksAreReadUpToTheLimit() {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      html.append("<script type=application/ld+json>{\"@type\":\"P\",\"n\":")
          .append(i)
          .append("}</script>");
    }
    Extraction found =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                extraction(
                    "items: [{item: p, fields: {n: {json-ld: P.n, all: true}}}]", html.toString()));

    assertThat(((ItemValue.Many) value(found, "n")).values()).hasSize(Limits.JSON_BLOCKS_MAX);
  }

  @Test
  void deepElementsCostNoStack() {
    String html = "<div><section><span>".repeat(30_000) + "x";

    Extraction found =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () ->
                extraction(
                    "items: [{item: p, fields: {a: span, t: {page: text}, x: {xpath: //span}}}]",
                    html));

    assertThat(texts(found)).containsExactly("p{a=x, t=x, x=x}");
  }

  @Test
  void longValuesAndManyItemsAreCutAndTold() {
    Extraction value =
        extraction("items: [{item: p, fields: {a: p}}]", "<p>" + "x".repeat(2 << 20));
    assertThat(((ItemValue.Text) value(value, "a")).text()).hasSize(Limits.VALUE_CHARS_MAX);
    assertThat(value.problems())
        .extracting(Extraction.Problem::fault)
        .contains(Extraction.Fault.CUT);

    Extraction items =
        extraction(
            "items: [{item: p, select: i, fields: {a: '::text'}}]", "<i>x</i>".repeat(20_000));
    assertThat(items.items()).hasSize(Limits.ITEMS_MAX);
  }

  @Test
  void rulesMultiplyNoPage() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      fields.append("      f").append(i).append(": body\n");
    }
    Extraction found =
        extraction("items:\n  - item: p\n    fields:\n" + fields, "<p>" + "x".repeat(900_000));

    long chars =
        found.items().get(0).fields().values().stream()
            .mapToLong(value -> value instanceof ItemValue.Text text ? text.text().length() : 0)
            .sum();
    assertThat(chars).isLessThanOrEqualTo(Limits.PAGE_CHARS_MAX);
    assertThat(found.problems())
        .extracting(Extraction.Problem::fault)
        .contains(Extraction.Fault.CUT);
  }

  @Test
  void expressionsTakeLinearTime() {
    String html = "<p>" + "a".repeat(50_000) + "</p>";

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(field("{re: '(a+)+b'}", html)).isEqualTo("no item"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(field("{css: 'p:matches((a+)+b)'}", html)).isEqualTo("no item"));
  }

  @Test
  void anyBytesGiveAnAnswer() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "<div>",
      "</div>",
      "<p>",
      "<b>",
      "</b>",
      "<a href=",
      "\"",
      ">",
      "x ",
      "<script type=application/ld+json>",
      "{\"@type\":\"Product\"",
      ",",
      "}",
      "</script>",
      "<time datetime=2026-02-31>",
      "<meta property=og:title content=",
      "<svg>",
      "<table>",
      "<template>",
      "\u0000",
      "\ud800",
      "<!--",
      "-->",
      "&#x110000;",
      "<h1>",
      "<base href=data:,>"
    };
    for (int round = 0; round < 200; round++) {
      StringBuilder html = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        html.append(pieces[random.nextInt(pieces.length)]);
      }
      assertThat(extraction(EVERYTHING, html.toString()))
          .as("seed %s, round %s: %s", seed, round, html)
          .isNotNull();
    }
  }

  /** A field of the first item. */
  private static ItemValue value(Extraction found, String field) {
    return Objects.requireNonNull(found.items().get(0).fields().get(field));
  }
}
