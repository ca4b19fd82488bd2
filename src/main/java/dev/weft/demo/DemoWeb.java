package dev.weft.demo;

import dev.weft.demo.DemoHash.Choice;
import dev.weft.demo.DemoLink.Target;
import dev.weft.demo.DemoPage.Delivery;
import dev.weft.demo.DemoPage.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A web of several hosts on one port in which everything follows from a hash of seed, host and page
 * number: nothing is stored, and the same options give the same bytes. Pure; any thread.
 *
 * <p>The ordinary pages of a host form a tree with eight branches under {@code /}, so each can be
 * reached; other links run across it and between hosts. Around them are what a crawler meets
 * elsewhere: redirects in chains, in a loop and without end, missing and failing pages, copies,
 * disallowed areas, images, links out of this web, and links written in all ways a URL can be.
 */
public final class DemoWeb {
  /** Hops of the redirect chain that is longer than a crawler should follow. */
  static final int DEEP_CHAIN = 12;

  static final String COPY_QUERY = "?from=feed&n=1";
  static final String PRINT_QUERY = "?print=1";

  private static final int[] REDIRECT_STATUSES = {301, 302, 301, 302, 303, 307, 308};
  private static final int CHAIN_MAX = 3;
  private static final int DELAY_MILLIS_MAX = 150;

  private final DemoOptions options;
  private final int port;
  private final DemoNames names;
  private final DemoLinks links;
  private final DemoText text;

  /** The web of these options, whose links name this port. */
  public DemoWeb(DemoOptions options, int port) {
    this.options = options;
    this.port = port;
    this.names = new DemoNames(options.seed());
    this.links = new DemoLinks(this, names);
    this.text = new DemoText(this, names, links);
  }

  /** What it was made from. */
  public DemoOptions options() {
    return options;
  }

  /** The root of every host, from which all of it can be reached. */
  public List<String> seeds() {
    return options.hosts().stream().map(host -> "http://" + host + ":" + port + "/").toList();
  }

  /** What is at this path, query included, of this host; an unknown host is the first one. */
  public DemoPage page(String host, String path) {
    return page(Math.max(0, options.hosts().indexOf(host)), path);
  }

  DemoPage page(int host, String path) {
    int query = path.indexOf('?');
    if (query >= 0) {
      return queried(host, path, query);
    }
    OptionalInt number = names.number(host, options.pagesOf(host), path);
    return number.isPresent()
        ? document(Kind.PAGE, host, number.getAsInt(), path)
        : special(host, path);
  }

  /** The bytes at a page, without content coding. */
  public byte[] body(DemoPage page) {
    return text.body(page);
  }

  /** The page's title; null where the page is no document. */
  public @Nullable String title(DemoPage page) {
    return text.title(page);
  }

  /** The URL in canonical form of a path of the host at an index. */
  String url(int host, String path) {
    return "http://" + authority(host) + path;
  }

  String authority(int host) {
    return options.hosts().get(host) + ":" + port;
  }

  List<DemoLink> links(DemoPage page) {
    return links.of(page);
  }

  private DemoPage queried(int host, String path, int query) {
    Kind kind =
        switch (path.substring(query)) {
          case COPY_QUERY -> Kind.COPY;
          case PRINT_QUERY -> Kind.PRINT;
          default -> Kind.MISSING;
        };
    OptionalInt number = names.number(host, options.pagesOf(host), path.substring(0, query));
    return number.isPresent() && kind != Kind.MISSING
        ? document(kind, host, number.getAsInt(), path)
        : plain(Kind.MISSING, host, 0, path);
  }

  private DemoPage special(int host, String path) {
    int slash = path.indexOf('/', 1);
    String folder = path.substring(0, slash + 1);
    return switch (folder) {
      case "" -> topLevel(host, path);
      case "/private/" -> numbered(Kind.PRIVATE, host, path, slash, ".html");
      case "/img/" -> numbered(Kind.IMAGE, host, path, slash, ".png");
      case "/gone/" -> numbered(Kind.GONE, host, path, slash, ".html");
      case "/broken/" -> numbered(Kind.BROKEN, host, path, slash, ".html");
      case "/busy/" -> numbered(Kind.BUSY, host, path, slash, ".html");
      case "/late/" -> numbered(Kind.LATE, host, path, slash, ".html");
      case "/moved/", "/loop/", "/deep/" -> redirect(host, path, folder, slash);
      default -> plain(Kind.MISSING, host, 0, path);
    };
  }

  private static DemoPage topLevel(int host, String path) {
    return switch (path) {
      case "/robots.txt" -> plain(Kind.ROBOTS, host, 0, path);
      case "/sitemap.xml" -> plain(Kind.SITEMAP, host, 0, path);
      default -> plain(Kind.MISSING, host, 0, path);
    };
  }

  private static DemoPage numbered(Kind kind, int host, String path, int slash, String suffix) {
    if (path.endsWith(suffix)) {
      OptionalInt number = DemoNames.digits(path, slash + 1, path.length() - suffix.length());
      if (number.isPresent()) {
        return plain(kind, host, number.getAsInt(), path);
      }
    }
    return plain(Kind.MISSING, host, 0, path);
  }

  private DemoPage redirect(int host, String path, String folder, int slash) {
    DemoLink next =
        switch (folder) {
          case "/loop/" -> here(host, path.endsWith("/a") ? "/loop/b" : "/loop/a");
          case "/deep/" -> deeper(host, DemoNames.digits(path, slash + 1, path.length()));
          default -> moved(host, path, slash);
        };
    if (next == null) {
      return plain(Kind.MISSING, host, 0, path);
    }
    long hash = DemoHash.of(options.seed(), host, path.hashCode(), Choice.STATUS);
    int status = REDIRECT_STATUSES[DemoHash.below(hash, REDIRECT_STATUSES.length)];
    return new DemoPage(Kind.REDIRECT, host, 0, path, status, next, Delivery.PLAIN);
  }

  private static DemoLink here(int host, String path) {
    return new DemoLink(path, "", new Target(host, path));
  }

  private static @Nullable DemoLink deeper(int host, OptionalInt hop) {
    if (hop.isEmpty() || hop.getAsInt() > DEEP_CHAIN) {
      return null;
    }
    return here(host, hop.getAsInt() == DEEP_CHAIN ? "/" : "/deep/" + (hop.getAsInt() + 1));
  }

  private @Nullable DemoLink moved(int host, String path, int slash) {
    int last = path.lastIndexOf('/');
    OptionalInt number = DemoNames.digits(path, slash + 1, last);
    OptionalInt step = DemoNames.digits(path, last + 1, path.length());
    if (number.isEmpty() || step.isEmpty() || step.getAsInt() > CHAIN_MAX) {
      return null;
    }
    if (step.getAsInt() > 1) {
      String name = Integer.toString(step.getAsInt() - 1);
      return new DemoLink(name, "", new Target(host, path.substring(0, last + 1) + name));
    }
    long hash = hash(host, number.getAsInt(), Choice.TARGET);
    int other = DemoHash.below(hash, options.hosts().size());
    int page = DemoHash.below(DemoHash.next(hash, 0), options.pagesOf(other));
    String target = names.path(other, page);
    return new DemoLink(url(other, target), "", new Target(other, target));
  }

  /** The path at which the redirect chain of this number begins. */
  String chain(int host, int number) {
    int hops = 1 + DemoHash.below(hash(host, number, Choice.CHAIN), CHAIN_MAX);
    return "/moved/" + number + "/" + hops;
  }

  private DemoPage document(Kind kind, int host, int number, String path) {
    long coding = hash(host, number, Choice.CODING);
    long delay = hash(host, number, Choice.DELAY);
    boolean isSlow = DemoHash.below(delay, 64) == 0;
    Delivery delivery =
        new Delivery(
            DemoHash.below(coding, 6) == 0,
            DemoHash.below(hash(host, number, Choice.FRAMING), 3) == 0,
            DemoHash.below(hash(host, number, Choice.CHARSET), 8) == 0,
            isSlow ? 1 + DemoHash.below(DemoHash.next(delay, 0), DELAY_MILLIS_MAX) : 0);
    return new DemoPage(kind, host, number, path, kind.status(), null, delivery);
  }

  private static DemoPage plain(Kind kind, int host, int number, String path) {
    return new DemoPage(kind, host, number, path, kind.status(), null, Delivery.PLAIN);
  }

  private long hash(int host, int number, Choice choice) {
    return DemoHash.of(options.seed(), host, number, choice);
  }
}
