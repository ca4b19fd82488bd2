package dev.weft.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL's scheme, lowercase, with what the URL Standard (section 4.2) knows of it.
 *
 * @param defaultPort null where the standard defines none
 */
record Scheme(String name, Kind kind, @Nullable Integer defaultPort) {
  /** How the parser treats a scheme; all but {@link #GENERIC} are the standard's special ones. */
  enum Kind {
    HTTP,
    FTP,
    WEB_SOCKET,
    FILE,
    GENERIC
  }

  static final Scheme HTTP = new Scheme("http", Kind.HTTP, 80);
  static final Scheme HTTPS = new Scheme("https", Kind.HTTP, 443);
  static final Scheme FILE = new Scheme("file", Kind.FILE, null);
  private static final Scheme FTP = new Scheme("ftp", Kind.FTP, 21);
  private static final Scheme WS = new Scheme("ws", Kind.WEB_SOCKET, 80);
  private static final Scheme WSS = new Scheme("wss", Kind.WEB_SOCKET, 443);

  static Scheme of(String lowercaseName) {
    return switch (lowercaseName) {
      case "http" -> HTTP;
      case "https" -> HTTPS;
      case "file" -> FILE;
      case "ftp" -> FTP;
      case "ws" -> WS;
      case "wss" -> WSS;
      default -> new Scheme(lowercaseName, Kind.GENERIC, null);
    };
  }

  /** Whether the URL has a host, a path of segments, and backslashes that are slashes. */
  boolean special() {
    return kind != Kind.GENERIC;
  }

  boolean isHttp() {
    return kind == Kind.HTTP;
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Whether the page's charset decides how the query is written; WebSockets are always UTF-8. */
  boolean encodesQueryInPageCharset() {
    return special() && kind != Kind.WEB_SOCKET;
  }
}
