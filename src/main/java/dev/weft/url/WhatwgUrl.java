package dev.weft.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL record of the URL Standard (section 4.1), every part serialised: what {@link UrlParser}
 * makes, before {@link CrawlUrl} drops user-info and fragment.
 *
 * @param host null for none, which differs from empty
 * @param port null for none or the scheme's default
 * @param path the segments, each after its slash; or an opaque path, which starts with no slash
 */
record WhatwgUrl(
    Scheme scheme,
    String username,
    String password,
    @Nullable String host,
    @Nullable Integer port,
    String path,
    boolean opaquePath,
    @Nullable String query,
    @Nullable String fragment) {

  /** The URL serializer (section 4.5). */
  String href() {
    StringBuilder out = new StringBuilder(64).append(scheme.name()).append(':');
    if (host != null) {
      out.append("//");
      if (!username.isEmpty() || !password.isEmpty()) {
        out.append(username);
        if (!password.isEmpty()) {
          out.append(':').append(password);
        }
        out.append('@');
      }
      out.append(host);
      if (port != null) {
        out.append(':').append(port);
      }
    } else if (path.startsWith("//")) {
      out.append("/.");
    }
    out.append(path);
    if (query != null) {
      out.append('?').append(query);
    }
    if (fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }

  /** The same URL without user-info and fragment. */
  WhatwgUrl canonical() {
    return new WhatwgUrl(scheme, "", "", host, port, path, opaquePath, query, null);
  }
}
