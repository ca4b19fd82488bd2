package dev.weft.parse.extract;

/** Where a rule or a part of it is written: file, line and column, both from 1. */
public record RulePlace(String file, int line, int column) {

  /** A place so many characters further right. */
  public RulePlace plus(int columns) {
    return new RulePlace(file, line, column + columns);
  }

  /** {@code file:line:column}, which begins every message about the place. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
