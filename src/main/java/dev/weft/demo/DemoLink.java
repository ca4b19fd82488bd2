package dev.weft.demo;

/**
 * A link or Location header as it is written, in one of the many ways a URL can be, and where it
 * leads; {@code text} is what a page shows for it.
 */
public record DemoLink(String href, String text, Target target) {

  /** Where a link leads: a path, with its query, on the host at an index. */
  public record Target(int host, String path) {}
}
