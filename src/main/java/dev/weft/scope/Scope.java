package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import dev.weft.url.RegistrableDomain;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one crawl: may a URL be crawled, and which rule said so. A URL is in scope if some
 * seed reaches it by the seed's {@link ScopeKind}, it is within the hops allowed, it does not look
 * like a trap, no exclude pattern matches it, and some include pattern does if there are any. Seeds
 * themselves are always in scope.
 *
 * <p>Immutable, for any thread. A decision allocates nothing, except where {@code re:} patterns are
 * used, and looks at the host first, which settles most links that lead out.
 */
public final class Scope {
  private static final ScopeDecision SCHEME = new ScopeDecision(false, "scheme");
  private static final ScopeDecision INCLUDE = new ScopeDecision(false, "include");
  private static final ScopeDecision SEED = new ScopeDecision(true, "seed");
  private static final ScopeDecision HOST = admittedBy(ScopeKind.HOST);
  private static final ScopeDecision DOMAIN = admittedBy(ScopeKind.DOMAIN);
  private static final ScopeDecision PREFIX = admittedBy(ScopeKind.PREFIX);
  private static final ScopeDecision ANY = admittedBy(ScopeKind.ANY);

  /*
   * Seeds adopted while the crawl runs go into further tables, so that a list of a million seeds of
   * which most redirect is not indexed a million times: a table joins the one before it when it has
   * grown to half its size. There are at most log2(seeds) tables, and each seed is indexed as often.
   */
  private final List<SeedTable> tables;
  private final ScopeOptions options;
  private final ScopeDecision unreached;
  private final ScopeDecision tooFar;
  private final int hopsMax;
  private final TrapRules traps;
  private final UrlPattern[] include;
  private final UrlPattern[] exclude;
  private final ScopeDecision[] excluded;

  private Scope(List<SeedTable> tables, ScopeOptions options) {
    this.tables = List.copyOf(tables);
    this.options = options;
    unreached = new ScopeDecision(false, kindsOf(tables));
    OptionalInt hops = options.hopsMax();
    hopsMax = hops.orElse(Integer.MAX_VALUE);
    tooFar = new ScopeDecision(false, "max-hops " + hopsMax);
    traps = new TrapRules(options.traps());
    include = options.include().toArray(UrlPattern[]::new);
    exclude = options.exclude().toArray(UrlPattern[]::new);
    excluded = new ScopeDecision[exclude.length];
    for (int i = 0; i < exclude.length; i++) {
      excluded[i] = new ScopeDecision(false, "exclude `" + exclude[i].text() + "`");
    }
  }

  /** The scope of these seeds, narrowed by these options. */
  public static Scope of(List<Seed> seeds, ScopeOptions options) {
    return new Scope(List.of(new SeedTable(seeds)), options);
  }

  /** Decides about a URL that is {@code hops} links away from a seed. */
  public ScopeDecision decide(CrawlUrl url, int hops) {
    if (!url.isHttp()) {
      return SCHEME;
    }
    ScopeKind kind = reach(url);
    if (kind == null) {
      return unreached;
    }
    ScopeDecision refusal = refusal(url, hops);
    if (refusal == null) {
      return switch (kind) {
        case HOST -> HOST;
        case DOMAIN -> DOMAIN;
        case PREFIX -> PREFIX;
        case ANY -> ANY;
      };
    }
    return seed(url) == null ? refusal : SEED;
  }

  /**
   * This scope with the target of a seed's redirect as a further seed of the same kind, if it stays
   * within the seed's registrable domain, as from {@code http://example.com/} to {@code
   * https://www.example.com/}; otherwise, or if {@code from} is no seed, this scope.
   */
  public Scope withRedirectedSeed(CrawlUrl from, CrawlUrl target) {
    Seed seed = seed(from);
    if (seed == null
        || !target.isHttp()
        || seed(target) != null
        || !RegistrableDomain.same(from.host(), target.host())) {
      return this;
    }
    List<SeedTable> more = new ArrayList<>(tables);
    List<Seed> last = List.of(new Seed(target, seed.kind(), seed.source()));
    while (more.size() > 1 && more.get(more.size() - 1).seeds().size() <= 2 * last.size()) {
      List<Seed> joined = new ArrayList<>(more.remove(more.size() - 1).seeds());
      joined.addAll(last);
      last = joined;
    }
    more.add(new SeedTable(last));
    return new Scope(more, options);
  }

  private @Nullable ScopeKind reach(CrawlUrl url) {
    for (int i = 0; i < tables.size(); i++) {
      ScopeKind kind = tables.get(i).reach(url);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }

  private @Nullable ScopeDecision refusal(CrawlUrl url, int hops) {
    if (hops > hopsMax) {
      return tooFar;
    }
    ScopeDecision trap = traps.refusal(url);
    if (trap != null) {
      return trap;
    }
    for (int i = 0; i < exclude.length; i++) {
      if (exclude[i].matches(url)) {
        return excluded[i];
      }
    }
    for (UrlPattern pattern : include) {
      if (pattern.matches(url)) {
        return null;
      }
    }
    return include.length == 0 ? null : INCLUDE;
  }

  private @Nullable Seed seed(CrawlUrl url) {
    for (SeedTable table : tables) {
      Seed seed = table.seed(url);
      if (seed != null) {
        return seed;
      }
    }
    return null;
  }

  private static String kindsOf(List<SeedTable> tables) {
    Set<ScopeKind> kinds = EnumSet.noneOf(ScopeKind.class);
    for (SeedTable table : tables) {
      kinds.addAll(table.kinds());
    }
    return kinds.stream().map(ScopeKind::code).collect(Collectors.joining(" or "));
  }

  private static ScopeDecision admittedBy(ScopeKind kind) {
    return new ScopeDecision(true, kind.code());
  }
}
