package dev.weft.parse.jsoup;

import static dev.weft.parse.jsoup.Extracts.extraction;
import static dev.weft.parse.jsoup.Extracts.field;
import static dev.weft.parse.jsoup.Extracts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.page.Item;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.ExtractionWire;
import dev.weft.parse.extract.RulesWire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtractionTest {
  private static final String PRODUCT =
      """
      <html lang=de><head><title>Tea &amp; Co</title><base href="/shop/">
      <link rel=canonical href="/tea"><meta name=Description content=" Leaves. ">
      <meta property="og:title" content="Green tea"><meta property="og:image" content="/a.jpg">
      <meta property="og:image" content="/b.jpg">
      <link rel=alternate type="application/rss+xml" title=News href=feed.xml>
      <link rel=sitemap href="/sitemap.xml">
      <script type="application/ld+json">
      {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "Tea Co"},
       {"@type": ["Product", "Thing"], "sku": "T-1", "brand": {"@type": "Brand", "name": "Leaf"},
        "offers": [{"@type": "Offer", "price": 4.50}, {"@type": "Offer", "price": "3.90",}]}]}
      </script></head><body><nav>Menu</nav><main>
      <h1>Green <b>tea</b><sup>!</sup></h1><p class=price data-cents=450> 4,50&nbsp;€ </p>
      <time datetime="2026-11-21T10:00:00+01:00">today</time>
      <img class=main src="img/tea.jpg"> <a class=more href="more.html?x=1#top">more</a>
      <ul><li>hot</li><li> </li><li>cold</li></ul>
      <div class=seller><b>Ann</b><i>5</i></div><div class=seller><b>Bob</b></div>
      <p>Stock: 12 pieces</p></main><footer>Imprint</footer></body></html>
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "h1 | Green tea!",
        "h1::text | Green tea!",
        "h1::own-text | Green",
        "h1::html | Green <b>tea</b><sup>!</sup>",
        "b::outer-html | <b>tea</b>",
        ".price::attr(data-cents) | 450",
        "{css: .price, type: number, locale: de} | 4.50",
        "{css: time, type: date} | 2026-11-21T10:00:00+01:00",
        "{css: img.main, type: url} | https://shop.example/shop/img/tea.jpg",
        "{css: a.more, type: url} | https://shop.example/shop/more.html?x=1#top",
        "{css: li, all: true} | [hot; cold]",
        "{css: .none, all: true} | no item",
        "{css: .none, default: x} | no item",
        "{css: [.none, h1]} | Green tea!",
        "{xpath: //h1/b} | tea",
        "{xpath: //li/text(), all: true} | [hot; cold]",
        "{xpath: //img/@src, type: url} | https://shop.example/shop/img/tea.jpg",
        "{xpath: count(//li), type: number} | 3",
        "{re: 'Stock: (\\d+)'} | 12",
        "{json-ld: Product.sku} | T-1",
        "{json-ld: Product.offers.price, type: number, all: true, locale: de} | [4.50; 3.90]",
        "{json-ld: Product.brand} | Leaf",
        "{json-ld: Brand.name} | Leaf",
        "{meta: og:title} | Green tea",
        "{meta: description} | ~ Leaves. ~",
        "{meta: og:image, type: url, all: true} | [https://shop.example/a.jpg;"
            + " https://shop.example/b.jpg]",
        "{page: url} | https://shop.example/dir/page.html",
        "{page: title} | Tea & Co",
        "{page: language} | de",
        "{page: description} | Leaves.",
        "{page: canonical} | https://shop.example/tea",
        "{page: headings} | [{level=1, text=Green tea!}]",
        "{page: links} | [{url=https://shop.example/shop/more.html?x=1, text=more, rel=none}]",
        "{page: feeds} | [{url=https://shop.example/shop/feed.xml, title=News,"
            + " type=application/rss+xml}]",
        "{page: sitemaps} | [https://shop.example/sitemap.xml]",
        "{const: c} | no item",
      })
  void oneFieldIsFoundByEveryLanguage(String rule, String expected) {
    assertThat(field(rule, PRODUCT)).isEqualTo(expected);
  }

  @Test
  void textOfThePageIsWhatAReaderSees() {
    assertThat(field("{page: text}", PRODUCT))
        .isEqualTo("Green tea!\n4,50 €\ntoday more\nhot\ncold\nAnn5\nBob\nStock: 12 pieces");
  }

  @Test
  void stepsRunInTheirOrderBeforeTheTypeIsRead() {
    assertThat(
            field(
                "{css: .price, do: [{replace: [',', .]}, {re: '[0-9.]+'}], type: number}", PRODUCT))
        .isEqualTo("4.50");
    assertThat(field("{css: li, do: [upper, {join: ' / '}]}", PRODUCT)).isEqualTo("HOT / COLD");
    assertThat(field("{css: h1, do: {split: ' '}, all: true}", PRODUCT)).isEqualTo("[Green; tea!]");
    assertThat(field("{css: li, do: last}", PRODUCT)).isEqualTo("cold");
    assertThat(
            field("{meta: description, do: [trim, lower, {prefix: '> '}, {suffix: '<'}]}", PRODUCT))
        .isEqualTo("> leaves.<");
    assertThat(field("{css: h1, do: {replace: ['(\\w+) (\\w+)', '$2 $1']}}", PRODUCT))
        .isEqualTo("tea Green!");
  }

  @Test
  void nestedFieldsBeginWhereTheirFieldLooks() {
    Extraction found =
        extraction(
            """
            items:
              - item: shop
                fields:
                  sellers:
                    css: .seller
                    all: true
                    fields:
                      name: {css: b, required: true}
                      stars: {css: i, type: number, default: 0}
                  offers:
                    json-ld: Product.offers
                    all: true
                    fields: {price: {json-ld: .price, type: number}}
                  grouped:
                    fields: {title: h1, absent: .absent}
            """,
            PRODUCT);

    assertThat(texts(found))
        .containsExactly(
            "shop{sellers=[{name=Ann, stars=5}; {name=Bob, stars=0}],"
                + " offers=[{price=4.50}; {price=3.90}], grouped={title=Green tea!, absent=none}}");
  }

  @Test
  void everySelectedPlaceIsAnItemAndAnswersForItself() {
    Extraction found =
        extraction(
            """
            items:
              - item: seller
                select: .seller
                fields: {name: b, stars: {css: i, type: number}, top: {css: i, type: exists}, kind: {const: s}}
            """,
            PRODUCT);

    assertThat(texts(found))
        .containsExactly(
            "seller{name=Ann, stars=5, top=true, kind=s}",
            "seller{name=Bob, stars=none, top=false, kind=s}");
    assertThat(found.hits()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void itemWithoutARequiredFieldIsLeftOutAndTold() {
    Extraction found =
        extraction(
            """
            items:
              - item: seller
                select: .seller
                fields: {name: b, stars: {css: i, type: number, required: true}}
            """,
            PRODUCT);

    assertThat(texts(found)).containsExactly("seller{name=Ann, stars=5}");
    assertThat(found.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.fault()).isEqualTo(Extraction.Fault.MISSING);
              assertThat(problem.part()).isEqualTo(2);
              assertThat(problem.message()).contains("seller has no stars, which is required (");
              assertThat(problem.message()).endsWith(".yaml:4:23)");
            });
  }

  @Test
  void textThatIsNotOfTheTypeIsToldAndTheNextQueryTried() {
    assertThat(field("{css: [h1, .price], type: number, locale: de}", PRODUCT)).isEqualTo("4.50");
    Extraction found =
        extraction("items: [{item: p, fields: {n: h1, x: {css: h1, type: number}}}]", PRODUCT);

    assertThat(texts(found)).containsExactly("p{n=Green tea!, x=none}");
    assertThat(found.problems().get(0).fault()).isEqualTo(Extraction.Fault.UNREADABLE);
    assertThat(found.problems().get(0).message()).contains("p.x: `Green tea!` is no number");
  }

  @Test
  void rulesSpeakOfThePagesTheyNameAlone() {
    String yaml =
        """
        items:
          - {item: a, on: "https://shop.example/dir/*", fields: {x: h1}}
          - {item: b, on: /other/*, fields: {x: h1}}
          - {item: c, on: ["re:/d.r/", /never], fields: {x: h1}}
        """;

    assertThat(extraction(yaml, PRODUCT).items()).extracting(Item::type).containsExactly("a", "c");
    assertThat(extraction(yaml, PRODUCT).hits()).containsExactly(0, 1, 4, 5);
  }

  @Test
  void followRulesChooseLinksAndTheirPriority() {
    String html =
        "<a href=/a>a</a><a href=/b/1 class=good>b</a><a href=/b/2>b</a><a rel=next href=?p=2>n</a>"
            + "<a href=https://other.example/b/>o</a><a href=mailto:x@y.z class=good>m</a>";
    Extraction found =
        extraction(
            """
            follow:
              - {on: /dir/*, links: a.good, priority: 5}
              - {on: /dir/*, to: /b/*}
              - {on: /dir/*, next: "a[rel=next]", pages: 3, priority: 9}
              - {on: /else/*, nothing: true}
            """,
            html);

    assertThat(found.choosesLinks()).isTrue();
    assertThat(found.links())
        .extracting(link -> link.url().href() + " " + link.priority() + " " + link.next())
        .containsExactly(
            "https://shop.example/b/1 5 false",
            "https://shop.example/b/2 0 false",
            "https://other.example/b/ 0 false",
            "https://shop.example/dir/page.html?p=2 9 true");
    assertThat(extraction("follow: [{nothing: true}]", html).links()).isEmpty();
    assertThat(extraction("follow: [{on: /x, nothing: true}]", html).choosesLinks()).isFalse();
  }

  @Test
  void rulesAndFindingsSurviveTheWire() throws IOException {
    ExtractRules rules =
        Extracts.rules(
            """
            items:
              - item: shop
                on: [/dir/*, /x]
                select: [main, {xpath: //body}]
                fields:
                  a: {css: h1, do: [trim, {replace: [a, b]}], required: true}
                  b: {css: .price, type: number, locale: de}
                  c: {css: [time], type: date, format: ["d.M.yyyy"], zone: Europe/Berlin, default: 1.1.2026}
                  d: {css: .seller, all: true, fields: {n: b, e: {css: i, type: exists}, l: {page: url, type: url}}}
                  f: {css: h1, type: number}
            follow:
              - {next: a.more, pages: 7, priority: -3}
              - {to: "*"}
            """);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RulesWire.write(rules, new DataOutputStream(bytes));

    assertThat(RulesWire.read(input(bytes))).isEqualTo(rules);

    Extraction found = Extracts.extraction(rules, Extracts.URL, PRODUCT);
    bytes.reset();
    ExtractionWire.write(found, new DataOutputStream(bytes));

    assertThat(found.items()).isNotEmpty();
    assertThat(found.problems()).isNotEmpty();
    assertThat(ExtractionWire.read(input(bytes))).isEqualTo(found);
  }

  private static DataInputStream input(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
