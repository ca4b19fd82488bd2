package dev.weft.parse;

/**
 * A {@code <meta>} by which a page speaks to crawlers: its name in lower case, {@code robots} for
 * all of them or {@link ParseOptions#robotsName} for this one, and its content as written, with
 * white space collapsed.
 */
public record RobotsMeta(String name, String directives) {}
