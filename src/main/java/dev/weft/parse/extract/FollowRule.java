package dev.weft.parse.extract;

import java.util.List;

/**
 * Which links of the pages that match {@code on} (all, if there is none) are taken, and how soon.
 * The links are those of the elements that {@code from} finds, or all of the page, whose target
 * matches one of {@code to}, if there are any. On a page that some rule speaks of, links that no
 * rule takes are left.
 */
public record FollowRule(
    int id,
    List<PagePattern> on,
    Take take,
    List<Query> from,
    List<PagePattern> to,
    int priority,
    int pagesMax,
    RulePlace place) {

  public FollowRule {
    on = List.copyOf(on);
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  /** What is taken. */
  public enum Take {
    /** The links. */
    LINKS,
    /**
     * The first link, as the next page of a list of which {@code pagesMax} are read, the one the
     * list begins with included.
     */
    NEXT,
    /** Nothing. */
    NONE
  }
}
