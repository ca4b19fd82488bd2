package dev.weft.config;

import dev.weft.ResolverKind;
import dev.weft.config.Setting.Value;
import dev.weft.dns.NameServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who looks up names, and whom it asks, of settings. */
final class NameAssembler {
  private final Settings settings;

  NameAssembler(Settings settings) {
    this.settings = settings;
  }

  /** How names are looked up; naming name servers says that they are to be asked. */
  ResolverKind resolver() {
    boolean hasServers = !settings.isDefault(CrawlOption.NAME_SERVERS);
    if (hasServers && settings.isDefault(CrawlOption.RESOLVER)) {
      return ResolverKind.ASYNC;
    }
    List<ResolverKind> given =
        settings.list(CrawlOption.RESOLVER, value -> resolver(value, hasServers));
    return given.isEmpty() ? ResolverKind.SYSTEM : given.get(0);
  }

  private static ResolverKind resolver(Value value, boolean hasServers) {
    ResolverKind kind =
        ResolverKind.ofCode(value.text().toLowerCase(Locale.ROOT))
            .orElseThrow(
                () -> new IllegalArgumentException(Settings.refusal(value, "system or async")));
    if (kind == ResolverKind.SYSTEM && hasServers) {
      throw new IllegalArgumentException(
          value.subject()
              + " is system, which asks whom it likes; leave it out or leave out "
              + CrawlOption.NAME_SERVERS.key());
    }
    if (kind == ResolverKind.ASYNC && !hasServers) {
      try {
        NameServers.ofSystem();
      } catch (IOException e) {
        throw new IllegalArgumentException(value.subject() + " is async, but " + e.getMessage(), e);
      }
    }
    return kind;
  }

  /** Whom to ask; nobody stands for the machine's own name servers. */
  List<InetSocketAddress> nameServers() {
    List<InetSocketAddress> servers = new ArrayList<>();
    settings.list(CrawlOption.NAME_SERVERS, NameAssembler::servers).forEach(servers::addAll);
    return servers;
  }

  /** One value may name several, as {@code --name-servers 192.0.2.1,192.0.2.2:5353} does. */
  private static List<InetSocketAddress> servers(Value value) {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String word : value.text().strip().split("[\\s,]+", -1)) {
      servers.add(
          NameServers.parse(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          Settings.refusal(
                              new Value(word, value.subject()),
                              "addresses such as 192.0.2.1, 192.0.2.1:5353 or [2001:db8::1]:5353"))));
    }
    return servers;
  }
}
