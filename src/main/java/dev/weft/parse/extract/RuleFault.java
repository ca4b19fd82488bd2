package dev.weft.parse.extract;

/** An expression of the rules that cannot be used: where it is, what is wrong and what to do. */
public record RuleFault(RulePlace place, String message) {
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
