package dev.weft.fetch.netty;

import dev.weft.fetch.Proxy;
import dev.weft.url.Origin;
import org.jspecify.annotations.Nullable;

/** An origin and the proxy on the way to it, if any; connections are shared by neither. */
record Route(Origin origin, @Nullable Proxy proxyOrNull) {
  /** Whether a proxy reads the requests, rather than passing bytes on. */
  boolean isReadByProxy() {
    return proxyOrNull != null && !origin.isSecure();
  }
}
