package dev.weft.cli;

import dev.weft.ParserKind;
import dev.weft.config.CrawlConfig;
import dev.weft.dns.AddressPolicy;
import dev.weft.parse.ParserProvider;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.Seed;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a crawl warns of before its first request: that other people's sites may mind it, or that it
 * will not do what its user may expect.
 */
final class StartWarnings {
  /** Names that the public DNS never holds (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal). */
  private static final List<String> PRIVATE_SUFFIXES =
      List.of(".test", ".invalid", ".local", ".internal", ".home.arpa", ".lan", ".example");

  private StartWarnings() {}

  /** All that there is reason for, each a sentence with its remedy. */
  static List<String> of(CrawlConfig config, List<Seed> seeds) {
    return Stream.of(
            contact(config, seeds),
            ownSite(config, seeds),
            obedience(config, seeds),
            proxy(config, seeds),
            parser(config))
        .flatMap(Optional::stream)
        .toList();
  }

  /** That a crawl of other people's sites does not say whose it is. */
  static Optional<String> contact(CrawlConfig config, List<Seed> seeds) {
    return config.namesContact()
        ? Optional.empty()
        : publicHost(seeds)
            .map(
                host ->
                    "the user agent is "
                        + config.fetch().userAgent()
                        + ": whoever runs "
                        + host
                        + " cannot ask you what you do there, and may block you; add --contact with"
                        + " a URL or mail address");
  }

  /** That the limits of politeness are lifted at a site that may be another's. */
  static Optional<String> ownSite(CrawlConfig config, List<Seed> seeds) {
    return config.politeness().ownSite()
        ? publicHost(seeds)
            .map(
                host ->
                    "--own-site: "
                        + host
                        + " is on the public internet and is asked without any delay, by as many"
                        + " requests at once as make it faster; if it is not yours, stop now and"
                        + " leave --own-site out")
        : Optional.empty();
  }

  /** That wishes of other people's sites are not obeyed. */
  static Optional<String> obedience(CrawlConfig config, List<Seed> seeds) {
    PolitenessOptions options = config.politeness();
    List<String> ignored = new ArrayList<>();
    if (!options.robots()) {
      ignored.add("robots.txt");
    }
    if (!options.pages().robots()) {
      ignored.add("what pages ask of robots");
    }
    if (!options.pages().relNofollow()) {
      ignored.add("rel=nofollow");
    }
    return ignored.isEmpty()
        ? Optional.empty()
        : publicHost(seeds)
            .map(
                host ->
                    "not heeded, because you say so: "
                        + String.join(", ", ignored)
                        + "; make sure that whoever runs "
                        + host
                        + " agrees");
  }

  /** That a proxy, not Weft, decides which addresses are connected to. */
  private static Optional<String> proxy(CrawlConfig config, List<Seed> seeds) {
    return seeds.stream()
        .flatMap(seed -> config.requests().proxies().proxyFor(seed.url().origin()).stream())
        .findFirst()
        .map(
            proxy ->
                "requests go through the proxy "
                    + proxy
                    + ", which looks up hosts itself: a link may lead it to a private address; use"
                    + " --proxy none to go straight");
  }

  /** That rules are applied where nothing bounds how long that takes. */
  private static Optional<String> parser(CrawlConfig config) {
    ParserProvider parser = config.parser();
    boolean isOnLoop = parser == ParserKind.SCAN || parser == ParserKind.INLINE;
    return config.parse().needsDom() && isOnLoop
        ? Optional.of(
            "--parser "
                + parser.code()
                + " applies rules on the threads that fetch: a page they take long for holds up"
                + " all others; leave it out, or choose --parser process")
        : Optional.empty();
  }

  /** The first seed's host that may be other people's. */
  private static Optional<HostName> publicHost(List<Seed> seeds) {
    return seeds.stream()
        .map(seed -> seed.url().host())
        .filter(StartWarnings::isPublic)
        .findFirst();
  }

  /** Whether a host's name or address is one of the public internet. */
  private static boolean isPublic(HostName host) {
    if (host.isLoopbackName()) {
      return false;
    }
    if (host.isIpLiteral()) {
      Optional<InetAddress> address = host.address();
      return address.isPresent() && AddressPolicy.publicOnly().permits(address.get());
    }
    String name = host.toString();
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return bare.indexOf('.') >= 0 && PRIVATE_SUFFIXES.stream().noneMatch(bare::endsWith);
  }
}
