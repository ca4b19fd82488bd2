package dev.weft.parse;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The links and the title of XML that is no XHTML, told from its tags and text in their order.
 *
 * <ul>
 *   <li>In RSS and Atom ({@link LinkKind#FEED}): what {@code link} names, by its text or, if its
 *       rel is {@code alternate}, {@code next} or {@code prev-archive} or there is none, by its
 *       href; and a {@code guid} that is a URL and does not deny it. Enclosures, the feed itself
 *       and services are not taken. The title is that before the first entry.
 *   <li>In sitemaps and their indexes (sitemaps.org, {@link LinkKind#SITEMAP}): {@code loc}, and
 *       {@code xhtml:link} to the page in other languages.
 *   <li>In all else ({@link LinkKind#XML}): {@code href} and {@code xlink:href} of any element.
 * </ul>
 *
 * <p>Names and prefixes are taken as they are commonly written, in any case; {@code xml:base} is
 * not heeded. All parsers use it, so that they agree. For one document and one thread.
 */
public final class XmlLinks {
  private static final Set<String> FEEDS = Set.of("rss", "feed", "rdf:rdf");
  private static final Set<String> SITEMAPS = Set.of("urlset", "sitemapindex");
  private static final Set<String> ENTRIES = Set.of("item", "entry", "image", "textinput");
  private static final Set<String> FOLLOWED = Set.of("alternate", "next", "prev-archive");

  private final Set<LinkKind> asked;
  private final BiConsumer<String, LinkKind> links;
  private final StringBuilder captured = new StringBuilder();
  private @Nullable LinkKind vocabulary;
  private boolean entriesBegan;
  private @Nullable String title;

  /** The element whose text is gathered, and how many of its name are open. */
  private @Nullable String capturing;

  private int nested;

  /** The attributes of an element by name; null for one that it has not. */
  @FunctionalInterface
  public interface Attributes {
    @Nullable String get(String name);
  }

  /** Links of the kinds that {@code options} name go to {@code links}, not yet resolved. */
  public XmlLinks(ParseOptions options, BiConsumer<String, LinkKind> links) {
    this.asked = options.links();
    this.links = links;
  }

  /** Takes a start tag; one that closes itself is followed by its end. */
  public void start(String name, Attributes attributes) {
    if (vocabulary == null) {
      vocabulary = vocabularyOf(name);
    }
    if (capturing != null) {
      nested += name.equals(capturing) ? 1 : 0;
      return;
    }
    switch (vocabulary) {
      case FEED -> inFeed(name, attributes);
      case SITEMAP -> inSitemap(name, attributes);
      default -> {
        link(attributes.get("href"));
        link(attributes.get("xlink:href"));
      }
    }
  }

  private static LinkKind vocabularyOf(String root) {
    if (FEEDS.contains(root)) {
      return LinkKind.FEED;
    }
    return SITEMAPS.contains(root) ? LinkKind.SITEMAP : LinkKind.XML;
  }

  private void inFeed(String name, Attributes attributes) {
    entriesBegan |= ENTRIES.contains(name);
    switch (name) {
      case "title" -> {
        if (title == null && !entriesBegan) {
          capture(name);
        }
      }
      case "link", "atom:link" -> {
        String href = attributes.get("href");
        if (href == null) {
          capture(name);
        } else if (isFollowed(attributes.get("rel"))) {
          link(href);
        }
      }
      case "guid" -> {
        if (!"false".equals(attributes.get("ispermalink"))) {
          capture(name);
        }
      }
      default -> {}
    }
  }

  private static boolean isFollowed(@Nullable String rel) {
    return rel == null || FOLLOWED.contains(rel.strip().toLowerCase(Locale.ROOT));
  }

  private void inSitemap(String name, Attributes attributes) {
    if (name.equals("loc")) {
      capture(name);
    } else if (name.equals("xhtml:link") && "alternate".equals(attributes.get("rel"))) {
      link(attributes.get("href"));
    }
  }

  private void capture(String name) {
    capturing = name;
    nested = 1;
    captured.setLength(0);
  }

  /** Whether text matters here. */
  public boolean wantsText() {
    return capturing != null;
  }

  /** Takes text between tags, with its references resolved. */
  public void text(String text) {
    if (capturing != null) {
      captured.append(text);
    }
  }

  /** Takes an end tag. */
  public void end(String name) {
    if (name.equals(capturing) && --nested == 0) {
      capturing = null;
      String text = captured.toString().strip();
      if (name.equals("title")) {
        title = text;
      } else if (!name.equals("guid") || HttpText.isUrl(text)) {
        link(text);
      }
    }
  }

  private void link(@Nullable String text) {
    if (text != null && vocabulary != null && asked.contains(vocabulary) && !text.isBlank()) {
      links.accept(text, vocabulary);
    }
  }

  /** The document's title, once it is read. */
  public Optional<String> title() {
    return Optional.ofNullable(title);
  }
}
