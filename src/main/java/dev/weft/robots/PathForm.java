package dev.weft.robots;

import crawlercommons.robots.SimpleRobotRules;

/**
 * Paths as they are compared (RFC 9309 §2.2.2): unreserved characters plain, everything else that
 * is not allowed in a path percent-encoded in uppercase. crawler-commons writes rules so; paths of
 * URLs, nearly all of which are in that form already, are only looked through.
 */
final class PathForm {
  private static final boolean[] PLAIN = new boolean[128];
  private static final boolean[] WILDCARDS = new boolean[128];

  static {
    for (char c : "-._~/?=&+,;:@!()'".toCharArray()) {
      PLAIN[c] = true;
    }
    for (char c = '0'; c <= 'z'; c++) {
      PLAIN[c] |= Character.isLetterOrDigit(c);
    }
    WILDCARDS['*'] = true;
    WILDCARDS['$'] = true;
  }

  private PathForm() {}

  /** The form of a URL's path and query. Wildcard characters in it are encoded. */
  static String ofUrl(String pathAndQuery) {
    for (int i = 0; i < pathAndQuery.length(); i++) {
      char c = pathAndQuery.charAt(i);
      if (c >= 128 || !PLAIN[c]) {
        return SimpleRobotRules.escapePath(pathAndQuery, WILDCARDS);
      }
    }
    return pathAndQuery;
  }

  /** The form of a rule's path: as crawler-commons gives it, but only a last {@code $} is one. */
  static String ofRule(String path) {
    int end = path.length() - 1;
    return path.indexOf('$') < 0 || path.indexOf('$') == end
        ? path
        : path.substring(0, end).replace("$", "%24") + path.charAt(end);
  }
}
