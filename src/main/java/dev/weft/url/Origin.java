package dev.weft.url;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: what a connection, a robots.txt and a cookie jar belong to. URLs resolved
 * against one another share the object, so {@code ==} often settles equality.
 */
public final class Origin {
  private final Scheme scheme;
  private final HostName host;
  private final int port;
  private final int hash;

  private Origin(Scheme scheme, HostName host, int port) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    hash = (scheme.name().hashCode() * 31 + host.hashCode()) * 31 + port;
  }

  /** An origin of {@code scheme}, in lowercase; {@code port} is the effective one. */
  public static Origin of(String scheme, HostName host, int port) {
    return new Origin(Scheme.of(scheme), host, port);
  }

  static Origin of(Scheme scheme, HostName host, @Nullable Integer explicitPort) {
    Integer port = explicitPort != null ? explicitPort : scheme.defaultPort();
    return new Origin(scheme, host, Objects.requireNonNullElse(port, 0));
  }

  /** The scheme in lowercase, without its colon. */
  public String scheme() {
    return scheme.name();
  }

  public HostName host() {
    return host;
  }

  /**
   * The port to connect to: the explicit one or the scheme's default; 0 for a scheme without one.
   */
  public int port() {
    return port;
  }

  /** Whether a connection to this origin is TLS. */
  public boolean isSecure() {
    return scheme.name().equals(Scheme.HTTPS.name());
  }

  Scheme urlScheme() {
    return scheme;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Origin that
            && hash == that.hash
            && port == that.port
            && host.equals(that.host)
            && scheme.name().equals(that.scheme.name()));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@code https://host}, with {@code :port} unless it is the scheme's default. */
  @Override
  public String toString() {
    Integer standard = scheme.defaultPort();
    boolean plain = port == (standard == null ? 0 : standard);
    return scheme.name() + "://" + host + (plain ? "" : ":" + port);
  }
}
