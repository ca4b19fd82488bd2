package dev.weft.scope;

import java.util.List;
import java.util.OptionalInt;

/**
 * What narrows a scope besides its seeds: a URL must match one of {@code include}, if there are
 * any, and none of {@code exclude}; {@code hopsMax} bounds the links between a seed and the URL;
 * {@code traps} what a URL may look like.
 */
public record ScopeOptions(
    List<UrlPattern> include, List<UrlPattern> exclude, OptionalInt hopsMax, TrapLimits traps) {
  /** Nothing is narrowed, but for traps. */
  public static final ScopeOptions NONE =
      new ScopeOptions(List.of(), List.of(), OptionalInt.empty());

  /** These patterns and hops, with the usual limits against traps. */
  public ScopeOptions(List<UrlPattern> include, List<UrlPattern> exclude, OptionalInt hopsMax) {
    this(include, exclude, hopsMax, TrapLimits.DEFAULT);
  }

  public ScopeOptions {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (hopsMax.isPresent() && hopsMax.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "hopsMax is " + hopsMax.getAsInt() + "; must be 0 or more");
    }
  }
}
