package dev.weft.frontier;

/** Whether a URL is read as a sitemap, and how it came to be one. */
public enum SitemapRole {
  /** It is a page. */
  NONE(0),
  /** The user named it. */
  GIVEN(1),
  /** An index that the user named lists it. */
  GIVEN_PART(2),
  /** A robots.txt names it. */
  NAMED(3),
  /** An index that a robots.txt names lists it. */
  NAMED_PART(4);

  private final int code;

  SitemapRole(int code) {
    this.code = code;
  }

  /** The number by which a state names it, from 0 to 7. */
  public int code() {
    return code;
  }

  /** The role with this number. */
  public static SitemapRole ofCode(int code) {
    for (SitemapRole role : values()) {
      if (role.code == code) {
        return role;
      }
    }
    throw new IllegalArgumentException("sitemap role " + code);
  }

  /** The role of what an index of this role lists; {@link #NONE} if that is taken no further. */
  public SitemapRole part() {
    return switch (this) {
      case GIVEN -> GIVEN_PART;
      case NAMED -> NAMED_PART;
      case NONE, GIVEN_PART, NAMED_PART -> NONE;
    };
  }

  /** Whether the user vouches for it, so that it may list pages of any host. */
  public boolean isVouchedFor() {
    return this == GIVEN || this == GIVEN_PART;
  }
}
