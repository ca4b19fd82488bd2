package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.RegistrableDomain;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of seeds reaches, indexed by host. Immutable; answers without allocating. */
final class SeedTable {
  private final List<Seed> seeds;
  private final Map<CrawlUrl, Seed> byUrl = new HashMap<>();
  private final Set<ScopeKind> kinds = EnumSet.noneOf(ScopeKind.class);
  private final Map<HostName, HostReach> hosts = new HashMap<>();
  private final DomainSet domains;
  private final boolean any;

  SeedTable(List<Seed> seeds) {
    this.seeds = List.copyOf(seeds);
    Set<String> registrable = new HashSet<>();
    Map<HostName, List<Seed>> byHost = new HashMap<>();
    boolean anywhere = false;
    for (Seed seed : seeds) {
      byUrl.putIfAbsent(seed.url(), seed);
      kinds.add(seed.kind());
      switch (seed.kind()) {
        case HOST, PREFIX ->
            byHost.computeIfAbsent(seed.url().host(), host -> new ArrayList<>()).add(seed);
        case DOMAIN -> registrable.add(RegistrableDomain.of(seed.url().host()));
        case ANY -> anywhere = true;
      }
    }
    byHost.forEach((host, of) -> hosts.put(host, new HostReach(of)));
    domains = new DomainSet(registrable);
    any = anywhere;
  }

  List<Seed> seeds() {
    return seeds;
  }

  Set<ScopeKind> kinds() {
    return kinds;
  }

  /** The first seed with this URL; null if it is none. */
  @Nullable Seed seed(CrawlUrl url) {
    return byUrl.get(url);
  }

  /** The kind of seed that reaches the URL; null if none does. */
  @Nullable ScopeKind reach(CrawlUrl url) {
    HostReach host = hosts.get(url.host());
    ScopeKind kind = host == null ? null : host.reach(url);
    if (kind != null) {
      return kind;
    }
    if (domains.contains(url.host())) {
      return ScopeKind.DOMAIN;
    }
    return any ? ScopeKind.ANY : null;
  }

  /** The ports and path prefixes that the seeds of one host reach. */
  private static final class HostReach {
    private static final int WEB = 80;

    private final int[] ports;
    private final String[] prefixes;

    HostReach(List<Seed> seeds) {
      ports =
          seeds.stream()
              .filter(seed -> seed.kind() == ScopeKind.HOST)
              .mapToInt(seed -> portClass(seed.url()))
              .distinct()
              .toArray();
      prefixes =
          seeds.stream()
              .filter(seed -> seed.kind() == ScopeKind.PREFIX)
              .map(seed -> prefix(seed.url()))
              .distinct()
              .toArray(String[]::new);
    }

    @Nullable ScopeKind reach(CrawlUrl url) {
      int port = portClass(url);
      for (int reached : ports) {
        if (reached == port) {
          return ScopeKind.HOST;
        }
      }
      for (String prefix : prefixes) {
        if (url.href().startsWith(prefix)) {
          return ScopeKind.PREFIX;
        }
      }
      return null;
    }

    private static int portClass(CrawlUrl url) {
      return url.port() == 443 ? WEB : url.port();
    }

    /** The URL up to the last slash of its path; as it is canonical, its origin is in front. */
    private static String prefix(CrawlUrl url) {
      String path = url.path();
      int pathStart = url.href().length() - url.pathAndQuery().length();
      return url.href().substring(0, pathStart + path.lastIndexOf('/') + 1);
    }
  }
}
