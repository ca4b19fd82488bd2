package dev.weft.politeness;

/** Who a host's delay comes from. */
public enum PaceSource {
  /** The user's option, or its default. */
  USER("user"),
  /** The user, whose own site it is: there is no delay. */
  OWN_SITE("ownSite"),
  /** A Crawl-delay in robots.txt. */
  ROBOTS("robots"),
  /** The throttle: the host answers slowly, or fails. */
  THROTTLE("throttle");

  private final String code;

  PaceSource(String code) {
    this.code = code;
  }

  /** The word used in files. */
  public String code() {
    return code;
  }
}
