package dev.weft.cookies;

import dev.weft.url.CrawlUrl;
import dev.weft.url.RegistrableDomain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one crawl, in memory and bounded: per site, in all and in bytes (RFC 6265bis
 * §5.7). Where a site has too many, first those that are over go, then those that are not secure,
 * then those not used for the longest time; where there are too many in all, those of the site not
 * asked for the longest time. One thread's; no call takes longer than a site has cookies.
 */
public final class CookieJar {
  private static final Comparator<Kept> IN_ORDER =
      Comparator.comparingInt((Kept kept) -> -kept.cookie.path().length())
          .thenComparingLong(kept -> kept.created);

  /** By registrable domain; the one used longest ago is first. */
  private final Map<String, Map<Key, Kept>> sites = new LinkedHashMap<>(16, 0.75f, true);

  private int count;
  private long bytes;
  private long uses;

  /** An empty jar. */
  public CookieJar() {}

  private record Key(String name, String domain, String path, boolean hostOnly) {
    Key(Cookie cookie) {
      this(cookie.name(), cookie.domain(), cookie.path(), cookie.hostOnly());
    }
  }

  private static final class Kept {
    final Cookie cookie;
    final long created;
    long used;

    Kept(Cookie cookie, long created) {
      this.cookie = cookie;
      this.created = created;
    }
  }

  /** The number of cookies kept. */
  public int size() {
    return count;
  }

  /** The bytes of their names and values. */
  public long bytes() {
    return bytes;
  }

  /** Takes what an answer set; whether what will be sent is other than before. */
  public boolean store(List<Cookie> cookies, Instant now) {
    boolean changed = false;
    for (Cookie cookie : cookies) {
      changed |= store(cookie, now);
    }
    return changed;
  }

  private boolean store(Cookie cookie, Instant now) {
    Map<Key, Kept> site = sites.computeIfAbsent(cookie.site(), any -> new LinkedHashMap<>());
    boolean isPlain = !cookie.secure() && !cookie.overHttps();
    Key key = new Key(cookie);
    Kept old = site.get(key);
    boolean changed = false;
    if (isPlain && site.values().stream().anyMatch(kept -> kept.cookie.isSafeFrom(cookie))) {
      changed = false;
    } else if (cookie.until().isAfter(now)) {
      put(site, key, cookie, old);
      changed = old == null || !old.cookie.value().equals(cookie.value());
    } else if (old != null) {
      remove(site, key);
      changed = true;
    }
    if (site.isEmpty()) {
      sites.remove(cookie.site());
    } else {
      makeRoom(site, now);
    }
    return changed;
  }

  private void put(Map<Key, Kept> site, Key key, Cookie cookie, @Nullable Kept old) {
    if (old != null) {
      remove(site, key);
    }
    Kept fresh = new Kept(cookie, old == null ? uses : old.created);
    fresh.used = uses++;
    site.put(key, fresh);
    count++;
    bytes += cookie.bytes();
  }

  /** The value of the Cookie field of a request for {@code url}; empty if it carries none. */
  public Optional<String> field(CrawlUrl url, Instant now) {
    if (sites.isEmpty()) {
      return Optional.empty();
    }
    Map<Key, Kept> site = sites.get(RegistrableDomain.siteOf(url.host()));
    if (site == null) {
      return Optional.empty();
    }
    List<Kept> going = new ArrayList<>();
    for (Kept kept : site.values()) {
      if (kept.cookie.until().isAfter(now) && kept.cookie.goesTo(url)) {
        going.add(kept);
      }
    }
    going.sort(IN_ORDER);
    StringBuilder field = new StringBuilder();
    for (Kept kept : going) {
      String pair = kept.cookie.pair();
      if (field.length() + pair.length() + 2 <= Limits.FIELD_BYTES_MAX) {
        field.append(field.isEmpty() ? "" : "; ").append(pair);
        kept.used = uses++;
      }
    }
    return field.isEmpty() ? Optional.empty() : Optional.of(field.toString());
  }

  private void makeRoom(Map<Key, Kept> site, Instant now) {
    if (site.size() > Limits.SITE_COOKIES_MAX) {
      for (Key key : List.copyOf(site.keySet())) {
        if (!Objects.requireNonNull(site.get(key)).cookie.until().isAfter(now)) {
          remove(site, key);
        }
      }
    }
    while (site.size() > Limits.SITE_COOKIES_MAX) {
      remove(site, leastUseful(site));
    }
    while (count > Limits.COOKIES_MAX || bytes > Limits.BYTES_MAX) {
      Iterator<Map<Key, Kept>> oldest = sites.values().iterator();
      Map<Key, Kept> unused = oldest.next();
      remove(unused, leastUseful(unused));
      if (unused.isEmpty()) {
        oldest.remove();
      }
    }
  }

  private static Key leastUseful(Map<Key, Kept> site) {
    return site.entrySet().stream()
        .min(
            Comparator.comparing((Map.Entry<Key, Kept> each) -> each.getValue().cookie.secure())
                .thenComparingLong(each -> each.getValue().used))
        .orElseThrow()
        .getKey();
  }

  private void remove(Map<Key, Kept> site, Key key) {
    Kept gone = Objects.requireNonNull(site.remove(key));
    count--;
    bytes -= gone.cookie.bytes();
  }
}
