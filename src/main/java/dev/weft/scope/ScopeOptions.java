package dev.weft.scope;

import java.util.List;
import java.util.OptionalInt;

/**
 * What narrows a scope besides its seeds: a URL must match one of {@code include}, if there are
 * any, and none of {@code exclude}; {@code hopsMax} bounds the links between a seed and the URL.
 */
public record ScopeOptions(
    List<UrlPattern> include, List<UrlPattern> exclude, OptionalInt hopsMax) {
  /** Nothing is narrowed. */
  public static final ScopeOptions NONE =
      new ScopeOptions(List.of(), List.of(), OptionalInt.empty());

  public ScopeOptions {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (hopsMax.isPresent() && hopsMax.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "hopsMax is " + hopsMax.getAsInt() + "; must be 0 or more");
    }
  }
}
