package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.dns.AddressPolicy;
import dev.weft.scope.Seed;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The warning that a crawl of other people's sites does not say whose it is. */
final class ContactNote {
  /** Names that the public DNS never holds (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal). */
  private static final List<String> PRIVATE_SUFFIXES =
      List.of(".test", ".invalid", ".local", ".internal", ".home.arpa", ".lan", ".example");

  private ContactNote() {}

  static Optional<String> warning(CrawlConfig config, List<Seed> seeds) {
    if (config.namesContact()) {
      return Optional.empty();
    }
    return seeds.stream()
        .map(seed -> seed.url().host())
        .filter(ContactNote::isPublic)
        .findFirst()
        .map(
            host ->
                "the user agent is "
                    + config.fetch().userAgent()
                    + ": whoever runs "
                    + host
                    + " cannot ask you what you do there, and may block you; add --contact with a"
                    + " URL or mail address");
  }

  /** Whether a host may be other people's: its name or address is one of the public internet. */
  static boolean isPublic(HostName host) {
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
