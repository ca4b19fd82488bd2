package dev.weft.demo;

import dev.weft.demo.DemoHash.Choice;
import dev.weft.demo.DemoLink.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The links of the demo web's documents. */
final class DemoLinks {
  private static final int BRANCHES = 8;
  private static final int ACROSS_MAX = 6;

  private final DemoWeb web;
  private final DemoNames names;
  private final DemoOptions options;

  DemoLinks(DemoWeb web, DemoNames names) {
    this.web = web;
    this.names = names;
    this.options = web.options();
  }

  /** The links of a page to places of this web; none where it is no document. */
  List<DemoLink> of(DemoPage page) {
    return switch (page.kind()) {
      case PAGE, COPY, PRINT -> ofDocument(page);
      case PRIVATE, BUSY, LATE -> List.of(new DemoLink("/", "Home", new Target(page.host(), "/")));
      default -> List.of();
    };
  }

  private List<DemoLink> ofDocument(DemoPage page) {
    Gathering links = new Gathering(page);
    int pages = options.pagesOf(page.host());
    for (int branch = 1; branch <= BRANCHES; branch++) {
      long child = (long) BRANCHES * page.number() + branch;
      if (child < pages) {
        links.addPage(page.host(), (int) child);
      }
    }
    addAcross(links, page, pages);
    addExtra(links, page);
    if (page.number() == 0) {
      links.add("Round and round", page.host(), "/loop/a");
      links.add("Moved often", page.host(), "/deep/1");
      addTroubles(links, page.host());
    }
    return links.list;
  }

  /** What makes the whole host wait is on one host only, so that the others can go on meanwhile. */
  private void addTroubles(Gathering links, int host) {
    if (options.troubles()) {
      links.add("Broken", host, "/broken/1.html");
      if (host == options.hosts().size() - 1) {
        links.add("Busy", host, "/busy/1.html");
      }
    }
  }

  /** Links to other pages of the host, and now and then of another. */
  private void addAcross(Gathering links, DemoPage page, int pages) {
    long hash = DemoHash.of(options.seed(), page.host(), page.number(), Choice.LINKS);
    int across = DemoHash.below(hash, ACROSS_MAX + 1);
    for (int i = 0; i < across; i++) {
      links.addPage(page.host(), DemoHash.below(DemoHash.next(hash, i), pages));
    }
    if (across == ACROSS_MAX) {
      long far = DemoHash.next(hash, across);
      int host = DemoHash.below(far, options.hosts().size());
      links.addPage(host, DemoHash.below(DemoHash.next(far, 0), options.pagesOf(host)));
    }
  }

  /** At most one thing that is no ordinary page. */
  private void addExtra(Gathering links, DemoPage page) {
    int host = page.host();
    int number = page.number();
    long hash = DemoHash.of(options.seed(), host, number, Choice.EXTRA);
    switch (DemoHash.below(hash, 24)) {
      case 0, 1 -> links.add("Moved", host, web.chain(host, number));
      case 2 -> links.add("Missing", host, "/missing/" + number + ".html");
      case 3 -> links.add("Gone", host, "/gone/" + number + ".html");
      case 4 -> links.add("Copy", host, names.path(host, number) + DemoWeb.COPY_QUERY);
      case 5, 6 -> links.add("Picture", host, "/img/" + number + ".png");
      case 7 -> links.add("Private", host, "/private/" + number + ".html");
      case 8 -> links.add("Print", host, names.path(host, number) + DemoWeb.PRINT_QUERY);
      case 9 -> {
        if (options.troubles()) {
          links.add("Late", host, "/late/" + number + ".html");
        }
      }
      default -> {}
    }
  }

  /** The links of one page, each written in a way that the hash chooses. */
  private final class Gathering {
    private final DemoPage from;
    private final long style;
    private final List<DemoLink> list = new ArrayList<>(BRANCHES + ACROSS_MAX + 4);

    Gathering(DemoPage from) {
      this.from = from;
      this.style = DemoHash.of(options.seed(), from.host(), from.number(), Choice.STYLE);
    }

    void addPage(int host, int number) {
      add(names.title(host, number), host, names.path(host, number));
    }

    void add(String text, int host, String path) {
      String href = href(host, path, DemoHash.next(style, list.size()));
      list.add(new DemoLink(href, text, new Target(host, path)));
    }

    private String href(int host, String path, long hash) {
      if (host != from.host()) {
        return switch (DemoHash.below(hash, 3)) {
          case 0 -> "//" + web.authority(host) + path;
          case 1 -> shouted(host) + path;
          default -> web.url(host, path);
        };
      }
      return switch (DemoHash.below(hash, 10)) {
        case 0 -> web.url(host, path);
        case 1 -> "//" + web.authority(host) + path;
        case 2 -> shouted(host) + "/." + path;
        case 3 -> path + "#" + from.number();
        case 4, 5 -> "../" + path.substring(1);
        case 6 -> ".." + path + "#top";
        default -> path;
      };
    }

    private String shouted(int host) {
      return "HTTP://" + web.authority(host).toUpperCase(Locale.ROOT);
    }
  }
}
