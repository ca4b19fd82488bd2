package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.scope.Seed;
import java.util.List;
import java.util.Optional;

/** The warning that a proxy, not Weft, decides which addresses are connected to. */
final class ProxyNote {
  private ProxyNote() {}

  static Optional<String> warning(CrawlConfig config, List<Seed> seeds) {
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
}
