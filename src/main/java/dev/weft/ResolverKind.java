package dev.weft;

import dev.weft.dns.NameServers;
import dev.weft.dns.Resolver;
import dev.weft.dns.SystemResolver;
import dev.weft.dns.netty.NettyResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How names are looked up. */
public enum ResolverKind {
  /**
   * By the operating system, which knows all the machine's sources of names and does not say how
   * long an answer is good.
   */
  SYSTEM,
  /** By asking name servers, all questions on one thread, for as long as they say. */
  ASYNC;

  /** The word used in configuration. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this word. */
  public static Optional<ResolverKind> ofCode(String code) {
    for (ResolverKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * A resolver of this kind.
   *
   * @param nameServers whom {@link #ASYNC} asks; the machine's own if there are none
   * @throws UncheckedIOException if the machine has none either
   */
  public Resolver open(List<InetSocketAddress> nameServers) {
    if (this == SYSTEM) {
      return new SystemResolver();
    }
    try {
      return new NettyResolver(nameServers.isEmpty() ? NameServers.ofSystem() : nameServers);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
