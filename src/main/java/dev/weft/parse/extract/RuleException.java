package dev.weft.parse.extract;

/** A part of the rules cannot be used. */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // a record of text and numbers, which nothing serialises
  private final RuleFault fault;

  /** A fault at a place, with what is wrong and what to do. */
  public RuleException(RulePlace place, String message) {
    super(place + ": " + message);
    this.fault = new RuleFault(place, message);
  }

  /** What is wrong, and where. */
  public RuleFault fault() {
    return fault;
  }
}
