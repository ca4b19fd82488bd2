package dev.weft.fetch.tls;

import dev.weft.url.Origin;

/** The name a certificate must have. */
public final class ServerName {
  private ServerName() {}

  /** That of an origin: no brackets around an address, no dot at the end. */
  public static String of(Origin origin) {
    String host = origin.host().toString();
    if (host.startsWith("[")) {
      return host.substring(1, host.length() - 1);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
