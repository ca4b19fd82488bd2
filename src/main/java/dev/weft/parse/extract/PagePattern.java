package dev.weft.parse.extract;

/** A URL pattern of {@code scope} as it was written. */
public record PagePattern(String text, RulePlace place) {}
