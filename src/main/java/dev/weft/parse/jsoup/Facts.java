package dev.weft.parse.jsoup;

import dev.weft.page.ItemValue;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PageFact;
import dev.weft.url.CrawlUrl;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What may be asked of a page as a whole, made when it is asked for. */
final class Facts {
  private static final Set<String> FEED_TYPES =
      Set.of(
          "application/rss+xml",
          "application/atom+xml",
          "application/feed+json",
          "application/rdf+xml");

  private Facts() {}

  /** A finder of a fact. */
  static Finder finder(PageFact fact) {
    return switch (fact) {
      case URL -> (page, from, taker) -> take(page.url(), taker);
      case CANONICAL -> (page, from, taker) -> take(page.parsed().declared().canonical(), taker);
      case TITLE -> (page, from, taker) -> take(page.parsed().title(), taker);
      case LANGUAGE -> (page, from, taker) -> take(language(page), taker);
      case DESCRIPTION -> (page, from, taker) -> take(description(page), taker);
      case TEXT -> (page, from, taker) -> take(ReadableText.of(page.document()), taker);
      case HEADINGS -> Facts::headings;
      case LINKS -> Facts::links;
      case FEEDS -> Facts::feeds;
      case SITEMAPS -> Facts::sitemaps;
    };
  }

  private static void take(@Nullable String text, Finder.Taker taker) {
    if (text != null && !text.isBlank()) {
      taker.take(new Spot.Words(text, false));
    }
  }

  private static void take(@Nullable CrawlUrl url, Finder.Taker taker) {
    if (url != null) {
      taker.take(new Spot.Words(url.href(), false));
    }
  }

  private static @Nullable String language(PageView page) {
    Element html = page.document().selectFirst("html");
    return html == null ? null : html.attr("lang").strip();
  }

  private static @Nullable String description(PageView page) {
    String openGraph = null;
    for (Element meta : page.document().select("meta[content]")) {
      if (meta.attr("name").equalsIgnoreCase("description")) {
        return meta.attr("content").strip();
      }
      if (openGraph == null && meta.attr("property").equalsIgnoreCase("og:description")) {
        openGraph = meta.attr("content").strip();
      }
    }
    return openGraph;
  }

  private static void headings(PageView page, Spot from, Finder.Taker taker) {
    for (Element heading : page.document().select("h1, h2, h3, h4, h5, h6")) {
      String text = heading.text();
      if (!text.isBlank()) {
        Map<String, ItemValue> fields = new LinkedHashMap<>();
        int level = heading.normalName().charAt(1) - '0';
        fields.put("level", new ItemValue.Numeric(BigDecimal.valueOf(level)));
        fields.put("text", text(page, text));
        if (!taker.take(new Spot.Ready(new ItemValue.Nested(fields)))) {
          return;
        }
      }
    }
  }

  private static void links(PageView page, Spot from, Finder.Taker taker) {
    for (Element link : page.document().select("a[href], area[href]")) {
      ItemValue url = url(page, link.attr("href"));
      if (url instanceof ItemValue.Link) {
        Map<String, ItemValue> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("text", text(page, anchor(link)));
        fields.put("rel", text(page, link.attr("rel").strip().toLowerCase(Locale.ROOT)));
        if (!taker.take(new Spot.Ready(new ItemValue.Nested(fields)))) {
          return;
        }
      }
    }
  }

  /** What a reader sees of a link: its text, or what stands for its picture. */
  private static String anchor(Element link) {
    String text = link.text();
    if (!text.isBlank()) {
      return text;
    }
    Element image = link.selectFirst("img[alt]");
    return image == null ? link.attr("alt") : image.attr("alt");
  }

  private static void feeds(PageView page, Spot from, Finder.Taker taker) {
    for (Element link : page.document().select("link[rel~=(?i)\\balternate\\b][href]")) {
      String type = link.attr("type").strip().toLowerCase(Locale.ROOT);
      ItemValue url = url(page, link.attr("href"));
      if (FEED_TYPES.contains(type) && url instanceof ItemValue.Link) {
        Map<String, ItemValue> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("title", text(page, link.attr("title").strip()));
        fields.put("type", text(page, type));
        if (!taker.take(new Spot.Ready(new ItemValue.Nested(fields)))) {
          return;
        }
      }
    }
  }

  private static void sitemaps(PageView page, Spot from, Finder.Taker taker) {
    Set<ItemValue> told = new HashSet<>();
    String named = "link[rel~=(?i)\\bsitemap\\b][href], a[href$=sitemap.xml]";
    for (Element link : page.document().select(named)) {
      ItemValue url = url(page, link.attr("href"));
      if (url instanceof ItemValue.Link && told.add(url) && !taker.take(new Spot.Ready(url))) {
        return;
      }
    }
  }

  private static ItemValue url(PageView page, String href) {
    CrawlUrl url = page.base().url().resolveOrNull(href, page.base().queryCharset());
    return url == null ? ItemValue.None.INSTANCE : new ItemValue.Link(url.href());
  }

  private static ItemValue text(PageView page, String text) {
    if (text.isBlank() || !page.spend(text)) {
      return ItemValue.None.INSTANCE;
    }
    return new ItemValue.Text(
        text.length() <= Limits.VALUE_CHARS_MAX ? text : text.substring(0, Limits.VALUE_CHARS_MAX));
  }
}
