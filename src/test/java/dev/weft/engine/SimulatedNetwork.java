package dev.weft.engine;

import dev.weft.dns.Resolver;
import dev.weft.fetch.FetchOutcome;
import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.Fetcher;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Truncation;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a {@link SyntheticWeb} in virtual time, watching how they are asked: it fails the
 * moment a request breaks the delay, the host's or the crawl's number in flight, robots rules, or
 * repeats what was finished.
 */
final class SimulatedNetwork implements Fetcher, Resolver {
  private final VirtualTime time;
  private final SyntheticWeb web;
  private final long delayNanos;
  private final int perHost;
  private final PolitenessOptions.PerAddress perAddress;
  private final int inFlightMax;
  private final Map<HostName, Host> hosts = new HashMap<>();
  private final Map<InetAddress, Host> addresses = new HashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Set<CrawlUrl> answeredForGood = new HashSet<>();
  private int inFlight;
  int requests;
  int inFlightPeak;

  /** What a host, or an address, has seen. */
  private static final class Host {
    int inFlight;
    boolean answered;
    long endNanos;
    final Set<Origin> robotsAsked = new HashSet<>();
    long crawlDelayNanos;

    /** Its connections break, and whoever asks next knows nothing of it. */
    void crash(long nowNanos) {
      if (inFlight > 0) {
        inFlight = 0;
        ended(nowNanos);
      }
      robotsAsked.clear();
      crawlDelayNanos = 0;
    }

    void ended(long nowNanos) {
      answered = true;
      endNanos = nowNanos;
    }

    /** The time since the last answer. */
    long gapNanos(long nowNanos) {
      return answered ? nowNanos - endNanos : Long.MAX_VALUE;
    }
  }

  SimulatedNetwork(
      VirtualTime time, SyntheticWeb web, PolitenessOptions politeness, int inFlightMax) {
    this.time = time;
    this.web = web;
    this.delayNanos = politeness.delay().toNanos();
    this.perHost = politeness.perHost();
    this.perAddress = politeness.addresses();
    this.inFlightMax = inFlightMax;
  }

  /** The crawler is gone; its next run may ask for all but what was {@code finished}. */
  void crash(Set<CrawlUrl> finished) {
    inFlight = 0;
    hosts.values().forEach(host -> host.crash(time.nanos()));
    addresses.values().forEach(address -> address.crash(time.nanos()));
    answeredForGood.clear();
    answeredForGood.addAll(finished);
  }

  @Override
  public int lanes() {
    return 2;
  }

  @Override
  public void close() {}

  @Override
  public void resolve(HostName host, Consumer<Resolution> done) {
    time.after(
        web.latencyNanos(host.toString(), 0) / 10,
        () ->
            done.accept(
                web.unknown(host)
                    ? new Unresolved(Unresolved.Reason.UNKNOWN_HOST, "no such host: " + host)
                    : new Resolved(List.of(address(host)), Duration.ofMinutes(5), 1_000_000)));
  }

  /** One of three: most hosts share theirs. */
  private static InetAddress address(HostName host) {
    int hash = Math.floorMod(host.toString().hashCode(), 3);
    try {
      return InetAddress.getByAddress(new byte[] {93, 1, 0, (byte) hash});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Fetch fetch(FetchRequest request, Consumer<FetchOutcome> done) {
    CrawlUrl url = request.url();
    Host host = hosts.computeIfAbsent(url.host(), name -> new Host());
    Host address = addresses.computeIfAbsent(request.addresses().get(0), key -> new Host());
    begin(url, host);
    begin(url, address, request.addresses().get(0));
    int attempt = attempts.merge(url.href(), 1, Integer::sum);
    Conversation conversation = new Conversation(url, host, address, done);
    time.after(
        web.latencyNanos(url.href(), attempt),
        () -> conversation.end(answer(url, host, attempt, request.bodyBytesMax())));
    return conversation;
  }

  private void begin(CrawlUrl url, Host host) {
    requests++;
    inFlight++;
    host.inFlight++;
    inFlightPeak = Math.max(inFlightPeak, inFlight);
    check(inFlight <= inFlightMax, url, "in flight " + inFlight + " of " + inFlightMax);
    check(host.inFlight <= perHost, url, "host in flight " + host.inFlight + " of " + perHost);
    long delay = Math.max(delayNanos, host.crawlDelayNanos);
    long gap = host.gapNanos(time.nanos());
    check(gap >= delay, url, "asked " + gap + " ns after an answer; the delay is " + delay);
    check(!answeredForGood.contains(url), url, "fetched again after it was finished");
    if (url.path().equals("/robots.txt")) {
      host.robotsAsked.add(url.origin());
    } else {
      check(host.robotsAsked.contains(url.origin()), url, "fetched before robots.txt");
      check(!web.denies(url), url, "fetched though robots.txt denies it");
    }
  }

  private void begin(CrawlUrl url, Host address, InetAddress name) {
    address.inFlight++;
    check(
        address.inFlight <= perAddress.inFlightMax(),
        url,
        name + " in flight " + address.inFlight + " of " + perAddress.inFlightMax());
    long gap = address.gapNanos(time.nanos());
    check(
        gap >= perAddress.delay().toNanos(),
        url,
        name + " asked " + gap + " ns after an answer; its delay is " + perAddress.delay());
  }

  private void check(boolean holds, CrawlUrl url, String problem) {
    if (!holds) {
      throw new AssertionError(url + " at " + time.nanos() + " ns: " + problem);
    }
  }

  /** One request under way. */
  private final class Conversation implements Fetch {
    private final CrawlUrl url;
    private final Host host;
    private final Host address;
    private final Consumer<FetchOutcome> done;
    private boolean ended;

    Conversation(CrawlUrl url, Host host, Host address, Consumer<FetchOutcome> done) {
      this.url = url;
      this.host = host;
      this.address = address;
      this.done = done;
    }

    void end(FetchOutcome outcome) {
      if (ended) {
        return;
      }
      ended = true;
      inFlight--;
      host.inFlight--;
      host.ended(time.nanos());
      address.inFlight--;
      address.ended(time.nanos());
      if (outcome instanceof FetchOutcome.Answered answered
          && answered.answer().truncation() == null
          && answered.answer().status() < 500
          && !url.path().equals("/robots.txt")) {
        answeredForGood.add(url);
      }
      done.accept(outcome);
    }

    @Override
    public void cancel() {
      time.execute(() -> end(failed(FetchFailure.CANCELLED)));
    }
  }

  private FetchOutcome answer(CrawlUrl url, Host host, int attempt, long bodyBytesMax) {
    if (url.path().equals("/robots.txt")) {
      return robots(url.host(), host, attempt);
    } else if (url.path().equals("/elsewhere.txt")) {
      return rules(host, url.host());
    }
    return switch (web.behaviour(url)) {
      case PAGE, POISON -> page(url, bodyBytesMax, null);
      case REDIRECT, CHAIN -> status(302, Headers.of("Location", web.target(url).href()));
      case MISSING -> status(404, Headers.NONE);
      case DEAD -> failed(FetchFailure.FIRST_BYTE_TIMEOUT);
      case FLAKY ->
          attempt == 1 ? failed(FetchFailure.DISCONNECTED) : page(url, bodyBytesMax, null);
      case BUSY ->
          attempt == 1
              ? status(503, Headers.of("Retry-After", "7"))
              : page(url, bodyBytesMax, null);
      case CUT -> page(url, bodyBytesMax, attempt == 1 ? Truncation.DISCONNECT : null);
    };
  }

  private FetchOutcome robots(HostName name, Host host, int attempt) {
    return switch (web.robots(name)) {
      case RULES -> rules(host, name);
      case MISSING -> status(404, Headers.NONE);
      case REDIRECT -> status(301, Headers.of("Location", "/elsewhere.txt"));
      case BROKEN_FOR_EVER -> status(500, Headers.NONE);
      case BROKEN_ONCE -> attempt == 1 ? status(500, Headers.NONE) : rules(host, name);
      case UNREACHABLE -> failed(FetchFailure.CONNECT_REFUSED);
    };
  }

  private FetchOutcome rules(Host host, HostName name) {
    int crawlDelay = web.crawlDelaySeconds(name);
    host.crawlDelayNanos = crawlDelay * 1_000_000_000L;
    String sitemap = web.sitemap(name).map(url -> "Sitemap: " + url + "\n").orElse("");
    String text = "User-agent: *\nDisallow: /private/\nCrawl-delay: " + crawlDelay + "\n" + sitemap;
    return answered(200, Headers.NONE, text.getBytes(StandardCharsets.US_ASCII), null);
  }

  private FetchOutcome page(CrawlUrl url, long bodyBytesMax, @Nullable Truncation cut) {
    byte[] body = web.body(url);
    if (body.length > bodyBytesMax) {
      byte[] head = Arrays.copyOf(body, (int) bodyBytesMax);
      return answered(200, HTML, head, Truncation.LENGTH);
    }
    return answered(200, HTML, body, cut);
  }

  private static final Headers HTML = Headers.of("Content-Type", "text/html");

  private static FetchOutcome status(int status, Headers headers) {
    return answered(status, headers, new byte[0], null);
  }

  private static FetchOutcome answered(
      int status, Headers headers, byte[] body, @Nullable Truncation truncation) {
    return new FetchOutcome.Answered(
        new Answer(
            status,
            headers,
            Body.wrap(body, body.length),
            truncation,
            FetchTimings.NONE,
            null,
            "http/1.1"));
  }

  private static FetchOutcome failed(FetchFailure reason) {
    return new FetchOutcome.Failed(reason, "simulated", FetchTimings.NONE);
  }
}
