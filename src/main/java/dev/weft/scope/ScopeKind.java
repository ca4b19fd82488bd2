package dev.weft.scope;

import java.util.Locale;
import java.util.Optional;

/** How far from a seed the crawl may go. */
public enum ScopeKind {
  /**
   * The seed's host name, over http or https, at the seed's port; 80 and 443 count as one port, so
   * that a site may move between http and https.
   */
  HOST,
  /**
   * Every host of the seed's registrable domain, at any port: the public suffix of the list at
   * publicsuffix.org, private section included, and one label more. An IP address and {@code
   * localhost} are their own domains.
   */
  DOMAIN,
  /** The seed's origin, below the seed's path up to its last slash. */
  PREFIX,
  /** Every http or https URL. */
  ANY;

  /** The word used in configuration, seed files and decisions. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this code. */
  public static Optional<ScopeKind> ofCode(String code) {
    for (ScopeKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
