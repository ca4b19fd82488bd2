package dev.weft.frontier;

import static java.util.Comparator.comparing;

import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A frontier that is right because it is simple: sorted sets, and a look at every origin for each
 * question. It does not choose who goes; it says who may, and is told who did.
 */
final class NaiveFrontier {
  static final long NEVER = Long.MAX_VALUE;

  private static final Comparator<Url> LEASING_ORDER =
      comparing((Url url) -> -url.candidate.priority())
          .thenComparing(url -> url.candidate.hops())
          .thenComparing(url -> url.order);
  private static final Comparator<Again> AGAIN_ORDER =
      comparing((Again again) -> again.due).thenComparing(again -> again.turn);

  /** What a naive lease or preparation holds. */
  static final class Held {
    final Site site;
    final @Nullable Url url;
    final long turn;
    final boolean drained;
    final long bytes;
    final @Nullable Address address;

    Held(Site site, @Nullable Url url, long turn, boolean drained, long bytes) {
      this.address = drained ? null : site.host.address;
      this.site = site;
      this.url = url;
      this.turn = turn;
      this.drained = drained;
      this.bytes = bytes;
    }

    Url leased() {
      return Objects.requireNonNull(url, "a preparation, not a lease");
    }
  }

  record Url(Candidate candidate, long order, int attempts) {}

  private record Again(Url url, long due, long turn, boolean snoozed) {}

  /** An origin. */
  static final class Site {
    final Origin origin;
    final Host host;
    final TreeSet<Url> fresh = new TreeSet<>(LEASING_ORDER);
    final TreeSet<Again> agains = new TreeSet<>(AGAIN_ORDER);
    boolean prepared;
    boolean preparing;
    boolean drained;
    long prepareFrom = Long.MIN_VALUE;
    int postponements;

    Site(Origin origin, Host host) {
      this.origin = origin;
      this.host = host;
    }

    int queued() {
      return fresh.size() + agains.size();
    }
  }

  /** What several hosts may share. */
  static final class Address {
    HostPace pace;
    @Nullable Long answered;
    int inFlight;

    Address(HostPace pace) {
      this.pace = pace;
    }

    long opens() {
      return answered == null ? Long.MIN_VALUE : answered + pace.delayNanos();
    }
  }

  /** A host name. */
  static final class Host {
    /** Whether the frontier was told of it, other than of its pace. */
    boolean met;

    @Nullable Address address;
    HostPace pace;
    long rest = Long.MIN_VALUE;
    @Nullable Long answered;
    int inFlight;
    long pagesReserved;
    long pagesFetched;

    Host(HostPace pace) {
      this.pace = pace;
    }

    long opens() {
      return answered == null ? rest : Math.max(rest, answered + pace.delayNanos());
    }
  }

  private final FrontierLimits limits;
  private final HostPace defaultPace;
  private final int retriesMax;
  final Map<Origin, Site> sites = new LinkedHashMap<>();
  final Map<HostName, Host> hosts = new LinkedHashMap<>();
  final Map<String, Address> addresses = new LinkedHashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final Set<Held> held = new HashSet<>();
  private boolean stopped;
  private long turns;
  private long admitted;
  private long duplicates;
  private long finished;
  private long pagesFetched;
  private long bytesSpent;

  NaiveFrontier(FrontierLimits limits, HostPace defaultPace, int retriesMax) {
    this.limits = limits;
    this.defaultPace = defaultPace;
    this.retriesMax = retriesMax;
  }

  Admission admit(Candidate candidate) {
    if (!seen.add(candidate.fingerprint())) {
      duplicates++;
      return Admission.DUPLICATE;
    }
    Origin origin = candidate.url().origin();
    Site site = sites.computeIfAbsent(origin, o -> new Site(o, meet(o.host())));
    site.fresh.add(new Url(candidate, admitted++, 0));
    return Admission.ADMITTED;
  }

  Site site(Origin origin) {
    return Objects.requireNonNull(sites.get(origin));
  }

  Host host(HostName name) {
    return hosts.computeIfAbsent(name, n -> new Host(defaultPace));
  }

  /** The host, known to the frontier from now on. */
  Host meet(HostName name) {
    Host host = host(name);
    host.met = true;
    return host;
  }

  void share(HostName name, String key, HostPace pace, long now) {
    Address left = addresses.get(key);
    if (left != null && isForgotten(left, now)) {
      addresses.remove(key);
    }
    Address address = addresses.computeIfAbsent(key, any -> new Address(pace));
    address.pace = pace;
    moveTo(meet(name), address, now);
  }

  /**
   * A host that only has new URLs left, or none that may go, begins anew, but for those, its pages
   * and its pace. No delay and no rest may hold.
   */
  void forget(HostName name, long now) {
    Host host = host(name);
    boolean isUsed = held.stream().anyMatch(each -> each.site.host == host);
    for (Site site : List.copyOf(sites.values())) {
      if (site.host == host) {
        boolean isKnown = !site.agains.isEmpty() || site.postponements > 0;
        isUsed |= site.preparing || (site.drained && site.queued() > 0);
        isUsed |= isKnown && site.queued() > 0 && !isHeldByHostLimit(site);
        beginAnew(site);
      }
    }
    Address address = host.address;
    boolean isLast = hosts.values().stream().noneMatch(h -> h != host && h.address == address);
    boolean addressHolds = address != null && isLast && address.opens() > now;
    if (isUsed || host.opens() > now || addressHolds) {
      throw new AssertionError("forgotten while it mattered: " + name + " at " + now);
    }
    host.answered = null;
    host.rest = Long.MIN_VALUE;
    moveTo(host, null, now);
  }

  private void beginAnew(Site site) {
    site.agains.forEach(again -> site.fresh.add(again.url));
    site.agains.clear();
    site.prepared = false;
    site.drained = false;
    site.prepareFrom = Long.MIN_VALUE;
    site.postponements = 0;
    if (site.queued() == 0) {
      sites.remove(site.origin);
    }
  }

  private void moveTo(Host host, @Nullable Address address, long now) {
    Address old = host.address;
    host.address = address;
    if (old != null && isForgotten(old, now)) {
      addresses.values().remove(old);
    }
  }

  /** An address that no host has any more is forgotten once nothing holds there. */
  private boolean isForgotten(Address address, long now) {
    return hosts.values().stream().noneMatch(host -> host.address == address)
        && address.inFlight == 0
        && address.opens() <= now;
  }

  /** The earliest time at which the site may be granted something if nothing else happens. */
  long startOf(Site site) {
    if (site.preparing || site.queued() == 0 || !limitsAdmit(site)) {
      return NEVER;
    }
    long url = site.agains.isEmpty() ? NEVER : site.agains.first().due;
    if (!site.fresh.isEmpty() && site.agains.size() < retriesMax) {
      url = Long.MIN_VALUE;
    }
    long prepared = site.prepared ? url : Math.max(url, site.prepareFrom);
    if (site.drained) {
      return prepared;
    }
    Address address = site.host.address;
    long opens = address == null ? Long.MIN_VALUE : address.opens();
    return Math.max(prepared, Math.max(opens, site.host.opens()));
  }

  private boolean limitsAdmit(Site site) {
    if (stopped || held.size() >= limits.leasesMax() || spent() != Ending.NONE) {
      return false;
    }
    if (site.drained) {
      return true;
    }
    long reserved = held.stream().filter(NaiveFrontier::reserves).count();
    boolean pages = pagesFetched + reserved < limits.pagesMax().orElse(NEVER);
    long hostPages = site.host.pagesFetched + site.host.pagesReserved;
    boolean host = hostPages < limits.pagesPerHostMax().orElse(NEVER);
    Address address = site.host.address;
    boolean shared = address == null || address.inFlight < address.pace.inFlightMax();
    boolean own = site.host.inFlight < site.host.pace.inFlightMax();
    return pages && host && nextBytes() > 0 && own && shared;
  }

  private static boolean reserves(Held each) {
    return each.url != null && !each.drained;
  }

  private long nextBytes() {
    long reserved = held.stream().mapToLong(each -> each.bytes).sum();
    long left = limits.bytesMax().orElse(NEVER) - bytesSpent - reserved;
    if (left >= limits.bodyBytesMax()) {
      return limits.bodyBytesMax();
    }
    return held.stream().anyMatch(NaiveFrontier::reserves) ? 0 : left;
  }

  private Ending spent() {
    if (pagesFetched >= limits.pagesMax().orElse(NEVER)) {
      return Ending.PAGES_MAX;
    }
    return bytesSpent >= limits.bytesMax().orElse(NEVER) ? Ending.BYTES_MAX : Ending.NONE;
  }

  /** Grants the site what it must get now, which may be a preparation. */
  Held grant(Site site, long now) {
    if (startOf(site) > now) {
      throw new AssertionError("granted too early: " + site.origin + " at " + now);
    }
    Held grant = site.prepared ? leaseOf(site, now) : new Held(site, null, 0, false, 0);
    site.preparing = !site.prepared;
    if (!grant.drained) {
      site.host.inFlight++;
    }
    if (grant.address != null) {
      grant.address.inFlight++;
    }
    held.add(grant);
    return grant;
  }

  private Held leaseOf(Site site, long now) {
    Url url;
    if (!site.agains.isEmpty() && site.agains.first().due <= now) {
      url = site.agains.pollFirst().url;
    } else {
      url = site.fresh.pollFirst();
    }
    if (!site.drained) {
      site.host.pagesReserved++;
    }
    return new Held(site, url, turns++, site.drained, site.drained ? 0 : nextBytes());
  }

  void finish(Held lease, Usage usage, long now) {
    settle(lease, usage, usage.pageFetched(), now);
    finished++;
  }

  void snooze(Held lease, long until, Usage usage, long now) {
    settle(lease, usage, false, now);
    Url url = lease.leased();
    Url again = new Url(url.candidate, url.order, url.attempts + 1);
    lease.site.agains.add(new Again(again, until, lease.turn, true));
  }

  void giveBack(Held lease, long now) {
    settle(lease, Usage.NONE, false, now);
    lease.site.agains.add(new Again(lease.leased(), Long.MIN_VALUE, lease.turn, false));
  }

  void prepared(Held preparation, boolean gated, Usage usage, long now) {
    settle(preparation, usage, false, now);
    preparation.site.prepared = true;
    preparation.site.drained = !gated;
    preparation.site.postponements = 0;
  }

  void postpone(Held preparation, long until, Usage usage, long now) {
    settle(preparation, usage, false, now);
    preparation.site.prepareFrom = until;
    preparation.site.postponements++;
  }

  void unprepare(Origin origin) {
    Site site = sites.get(origin);
    if (site != null && site.prepared) {
      site.prepared = false;
      site.drained = false;
      site.prepareFrom = Long.MIN_VALUE;
    }
  }

  void stopLeasing() {
    stopped = true;
  }

  private void settle(Held grant, Usage usage, boolean page, long now) {
    if (!held.remove(grant)) {
      throw new AssertionError("not held: " + grant.site.origin);
    }
    grant.site.preparing = grant.url != null && grant.site.preparing;
    if (grant.drained) {
      return;
    }
    Host host = grant.site.host;
    host.inFlight--;
    if (grant.address != null) {
      grant.address.inFlight--;
      grant.address.answered = usage.requestMade() ? (Long) now : grant.address.answered;
    }
    host.answered = usage.requestMade() ? (Long) now : host.answered;
    if (grant.url != null) {
      host.pagesReserved--;
      host.pagesFetched += page ? 1 : 0;
      pagesFetched += page ? 1 : 0;
      bytesSpent += usage.wireBytes();
    }
  }

  boolean isHeldByHostLimit(Site site) {
    long max = limits.pagesPerHostMax().orElse(NEVER);
    return !site.drained && site.host.pagesFetched >= max;
  }

  private long queued() {
    return sites.values().stream().mapToLong(Site::queued).sum();
  }

  private long heldByHostLimit() {
    return sites.values().stream().filter(this::isHeldByHostLimit).mapToLong(Site::queued).sum();
  }

  Ending ending() {
    if (!held.isEmpty()) {
      return Ending.NONE;
    }
    if (spent() != Ending.NONE) {
      return spent();
    }
    if (queued() == heldByHostLimit()) {
      return Ending.DRAINED;
    }
    return stopped ? Ending.STOPPED : Ending.NONE;
  }

  /** The counts, if so many URLs are not yet known to be held and so many origins are in memory. */
  FrontierCounts counts(long notYetHeld, int origins) {
    List<Again> agains = new ArrayList<>();
    sites.values().forEach(site -> agains.addAll(site.agains));
    int leased = (int) held.stream().filter(each -> each.url != null).count();
    return new FrontierCounts(
        admitted,
        duplicates,
        queued(),
        agains.stream().filter(Again::snoozed).count(),
        heldByHostLimit() - notYetHeld,
        leased,
        held.size() - leased,
        finished,
        pagesFetched,
        bytesSpent,
        (int) hosts.values().stream().filter(host -> host.met).count(),
        origins);
  }
}
