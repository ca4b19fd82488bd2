package dev.weft.parse.jsoup;

import dev.weft.parse.Declarations;
import dev.weft.parse.HttpText;
import dev.weft.parse.LinkKind;
import dev.weft.parse.PageLinks;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.Refresh;
import dev.weft.parse.RelWord;
import dev.weft.parse.Srcset;
import dev.weft.parse.Titles;
import dev.weft.parse.XmlLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a document that gathers its title, its base and the links that were asked for.
 * Links are resolved after the walk, because a {@code <base>} counts for those before it too.
 */
final class LinkCollector implements NodeVisitor {
  private final ParseOptions options;

  /** The elements whose links were asked for, by name. */
  private final Map<String, LinkKind> kinds;

  private final List<Reference> references = new ArrayList<>();
  private final Declarations declarations;
  private @Nullable Element title;
  private @Nullable String xmlTitle;
  private @Nullable String base;

  private record Reference(String text, LinkKind kind, boolean nofollow) {}

  LinkCollector(ParseOptions options, Map<String, LinkKind> kinds) {
    this.options = options;
    this.kinds = kinds;
    declarations = new Declarations(options);
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      String name = element.normalName();
      LinkKind kind = kinds.get(name);
      if (kind != null) {
        addLinks(element, kind);
      }
      switch (name) {
        case "base" -> takeBase(element);
        case "link" -> takeCanonical(element);
        case "meta" -> takeRobots(element);
        case "title" -> takeTitle(element);
        default -> {}
      }
    }
  }

  private void addLinks(Element element, LinkKind kind) {
    switch (kind) {
      case REFRESH -> addRefresh(element);
      case FORM -> {
        String method = element.attr("method");
        if (method.isEmpty() || method.equalsIgnoreCase("get")) {
          addAttribute(element, kind);
        }
      }
      case VIDEO -> {
        addAttribute(element, kind);
        if (element.hasAttr("poster")) {
          add(element.attr("poster"), kind, element.attributes());
        }
      }
      case IMG, SOURCE -> {
        addAttribute(element, kind);
        for (String candidate : Srcset.urls(element.attr("srcset"))) {
          add(candidate, kind, element.attributes());
        }
      }
      default -> addAttribute(element, kind);
    }
  }

  private void addAttribute(Element element, LinkKind kind) {
    Attributes attributes = element.attributes();
    String attribute = kind.attribute().orElseThrow();
    if (attributes.hasKey(attribute)) {
      add(attributes.get(attribute), kind, attributes);
    }
  }

  private void addRefresh(Element element) {
    if (element.attr("http-equiv").equalsIgnoreCase("refresh")) {
      Refresh.target(element.attr("content"))
          .ifPresent(target -> add(target, LinkKind.REFRESH, element.attributes()));
    }
  }

  private void add(String text, LinkKind kind, Attributes attributes) {
    boolean nofollow = RelWord.NOFOLLOW.isIn(attributes.get("rel"));
    references.add(new Reference(text, kind, nofollow));
  }

  private void takeBase(Element element) {
    if (base == null && element.hasAttr("href")) {
      base = element.attr("href");
    }
  }

  private void takeCanonical(Element element) {
    if (element.hasAttr("href") && RelWord.CANONICAL.isIn(element.attr("rel"))) {
      declarations.canonical(element.attr("href"));
    }
  }

  private void takeRobots(Element element) {
    if (element.hasAttr("name")
        && element.hasAttr("content")
        && declarations.isToRobots(element.attr("name"))) {
      declarations.robots(element.attr("name"), element.attr("content"));
    }
  }

  private void takeTitle(Element element) {
    if (title == null && !isOfPicture(element)) {
      title = element;
    }
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

  /** Takes the links of plain text or JSON, if they were asked for. */
  void addText(LinkKind kind, String text) {
    if (options.links().contains(kind)) {
      HttpText.find(kind, text, url -> add(url, kind));
    }
  }

  /** Takes what XML holds, by the rules of XHTML if that is its root. */
  void addXml(Document document) {
    Element root = document.firstElementChild();
    if (root != null && root.normalName().equals("html")) {
      document.traverse(this);
    } else {
      XmlLinks links = new XmlLinks(options, this::add);
      document.traverse(new XmlWalk(links));
      xmlTitle = links.title().orElse(null);
    }
  }

  private void add(String text, LinkKind kind) {
    references.add(new Reference(text, kind, false));
  }

  /**
   * What the walk found in a document of this type and encoding, whose URL is the one that {@code
   * links} was started with.
   */
  ParseOutcome.Parsed parsed(String mediaType, String charset, PageLinks links) {
    if (base != null) {
      links.base(base);
    }
    for (Reference reference : references) {
      links.add(reference.text, reference.kind, reference.nofollow);
    }
    return new ParseOutcome.Parsed(
        mediaType, charset, title(), links.declared(declarations), links.outlinks(), links.count());
  }

  private @Nullable String title() {
    String text = title == null ? xmlTitle : title.wholeText();
    return text == null ? null : Titles.of(text);
  }
}
