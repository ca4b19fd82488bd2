package dev.weft.parse.jsoup;

import dev.weft.parse.Declarations;
import dev.weft.parse.HttpText;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.Refresh;
import dev.weft.parse.Srcset;
import dev.weft.parse.Titles;
import dev.weft.parse.XmlLinks;
import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a document that gathers its title, its base and the references that were asked for.
 * References are resolved after the walk, because a {@code <base>} counts for those before it too.
 *
 * <p>Of a page's references most occur twice or more, as navigation and as sections of one target;
 * the text before the fragment is remembered, so that each is resolved once.
 */
final class LinkCollector implements NodeVisitor {
  private final CrawlUrl document;
  private final ParseOptions options;
  private final Charset queryCharset;
  private final List<Reference> references = new ArrayList<>();
  private final Declarations declarations;
  private @Nullable Element title;
  private @Nullable String xmlTitle;
  private @Nullable String base;

  private record Reference(String text, LinkKind kind, boolean nofollow) {}

  LinkCollector(CrawlUrl document, ParseOptions options, Charset queryCharset) {
    this.document = document;
    this.options = options;
    this.queryCharset = queryCharset;
    declarations = new Declarations(options);
  }

  @Override
  public void head(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    switch (element.normalName()) {
      case "a" -> add(element, LinkKind.A, "href");
      case "area" -> add(element, LinkKind.AREA, "href");
      case "link" -> {
        add(element, LinkKind.LINK, "href");
        if (element.hasAttr("href") && hasRel(element.attributes(), "canonical")) {
          declarations.canonical(element.attr("href"));
        }
      }
      case "iframe" -> add(element, LinkKind.IFRAME, "src");
      case "frame" -> add(element, LinkKind.FRAME, "src");
      case "script" -> add(element, LinkKind.SCRIPT, "src");
      case "audio" -> add(element, LinkKind.AUDIO, "src");
      case "embed" -> add(element, LinkKind.EMBED, "src");
      case "object" -> add(element, LinkKind.OBJECT, "data");
      case "img" -> addImage(element, LinkKind.IMG);
      case "source" -> addImage(element, LinkKind.SOURCE);
      case "video" -> {
        add(element, LinkKind.VIDEO, "src");
        add(element, LinkKind.VIDEO, "poster");
      }
      case "form" -> {
        if (element.attr("method").isEmpty() || element.attr("method").equalsIgnoreCase("get")) {
          add(element, LinkKind.FORM, "action");
        }
      }
      case "meta" -> {
        addRefresh(element);
        addRobots(element);
      }
      case "base" -> {
        if (base == null && element.hasAttr("href")) {
          base = element.attr("href");
        }
      }
      case "title" -> {
        if (title == null && !isOfPicture(element)) {
          title = element;
        }
      }
      default -> {}
    }
  }

  /** Takes the links of plain text or JSON, if they were asked for. */
  void addText(LinkKind kind, String text) {
    if (options.links().contains(kind)) {
      HttpText.find(kind, text, url -> references.add(new Reference(url, kind, false)));
    }
  }

  /** Takes what XML holds, by the rules of XHTML if that is its root. */
  void addXml(Document document) {
    Element root = document.firstElementChild();
    if (root != null && root.normalName().equals("html")) {
      document.traverse(this);
    } else {
      XmlLinks links =
          new XmlLinks(options, (url, kind) -> references.add(new Reference(url, kind, false)));
      document.traverse(new XmlWalk(links));
      xmlTitle = links.title().orElse(null);
    }
  }

  /** What the walk found in a document of this type and encoding. */
  ParseOutcome.Parsed parsed(String mediaType, String charset) {
    CrawlUrl from = base == null ? document : baseUrl(base);
    Map<CrawlUrl, Outlink> links = resolved(from);
    List<Outlink> kept = links.values().stream().limit(options.outlinksMax()).toList();
    return new ParseOutcome.Parsed(
        mediaType,
        charset,
        title(),
        declarations.of(document, from, queryCharset),
        kept,
        links.size());
  }

  private @Nullable String title() {
    String text = title == null ? xmlTitle : title.wholeText();
    return text == null ? null : Titles.of(text);
  }

  private void add(Element element, LinkKind kind, String attribute) {
    if (options.links().contains(kind)) {
      Attributes attributes = element.attributes();
      if (attributes.hasKey(attribute)) {
        add(attributes.get(attribute), kind, attributes);
      }
    }
  }

  private void add(String text, LinkKind kind, Attributes attributes) {
    references.add(new Reference(text, kind, hasRel(attributes, "nofollow")));
  }

  private void addImage(Element element, LinkKind kind) {
    add(element, kind, "src");
    if (options.links().contains(kind) && element.hasAttr("srcset")) {
      for (String candidate : Srcset.urls(element.attr("srcset"))) {
        add(candidate, kind, element.attributes());
      }
    }
  }

  private void addRefresh(Element element) {
    if (options.links().contains(LinkKind.REFRESH)
        && element.attr("http-equiv").equalsIgnoreCase("refresh")) {
      Optional<String> target = Refresh.target(element.attr("content"));
      target.ifPresent(text -> add(text, LinkKind.REFRESH, element.attributes()));
    }
  }

  private void addRobots(Element element) {
    if (element.hasAttr("name")
        && element.hasAttr("content")
        && declarations.isToRobots(element.attr("name"))) {
      declarations.robots(element.attr("name"), element.attr("content"));
    }
  }

  private Map<CrawlUrl, Outlink> resolved(CrawlUrl from) {
    Map<CrawlUrl, Outlink> links = new LinkedHashMap<>();
    Set<String> followed = new HashSet<>();
    Set<String> unfollowed = new HashSet<>();
    for (Reference reference : references) {
      int fragment = reference.text.indexOf('#');
      if (fragment == 0 && from.equals(document)) {
        continue;
      }
      String text = fragment < 0 ? reference.text : reference.text.substring(0, fragment + 1);
      if (followed.contains(text) || !(reference.nofollow ? unfollowed : followed).add(text)) {
        continue;
      }
      CrawlUrl url = from.resolveOrNull(text, queryCharset);
      if (url != null && url.isHttp() && (fragment < 0 || !url.equals(document))) {
        links.merge(
            url,
            new Outlink(url, reference.kind, reference.nofollow),
            (first, again) -> new Outlink(url, first.kind(), first.nofollow() && again.nofollow()));
      }
    }
    return links;
  }

  private CrawlUrl baseUrl(String href) {
    CrawlUrl url = document.resolveOrNull(href, queryCharset);
    return url == null || url.scheme().equals("data") || url.scheme().equals("javascript")
        ? document
        : url;
  }

  private static boolean hasRel(Attributes attributes, String word) {
    String rel = attributes.get("rel");
    return !rel.isEmpty()
        && List.of(rel.toLowerCase(Locale.ROOT).split("[\\s,]+", -1)).contains(word);
  }

  /** Whether a title is that of a drawing or a formula. */
  private static boolean isOfPicture(Element title) {
    for (Element parent = title.parent(); parent != null; parent = parent.parent()) {
      if (parent.normalName().equals("svg") || parent.normalName().equals("math")) {
        return true;
      }
    }
    return false;
  }
}
