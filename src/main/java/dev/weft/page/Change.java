package dev.weft.page;

/** What a visit of a URL found, compared with what was known of it before. */
public enum Change {
  /** There is a page, and none was known here. */
  NEW("new"),
  /** The content is another one than at the visit before. */
  CHANGED("changed"),
  /** The content, the redirect or the lack of both is the same as before. */
  UNCHANGED("unchanged"),
  /** It redirects now, and permanently (301, 308), which it did not before, or to elsewhere. */
  MOVED("moved"),
  /** There was something, and the server says that it is gone (404, 410). */
  GONE("gone");

  private final String code;

  Change(String code) {
    this.code = code;
  }

  /** The word used in records and summaries. */
  public String code() {
    return code;
  }
}
