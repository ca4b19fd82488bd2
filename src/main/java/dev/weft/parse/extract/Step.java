package dev.weft.parse.extract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One step that the texts of a field go through before they are read as its type. */
public record Step(Operation operation, List<String> arguments, RulePlace place) {
  public Step {
    arguments = List.copyOf(arguments);
  }

  /** What a step does, with how many arguments. */
  public enum Operation {
    /** White space at both ends goes. */
    TRIM(0),
    /** Every run of white space becomes one blank, and none is left at the ends. */
    COLLAPSE(0),
    LOWER(0),
    UPPER(0),
    /** Every match of an RE2 expression becomes a text, in which {@code $1} is a group. */
    REPLACE(2),
    /** The first match of an RE2 expression is kept; a text without one goes. */
    RE(1),
    /** A text becomes the parts between separators. */
    SPLIT(1),
    /** All texts become one, with a separator between them. */
    JOIN(1),
    /** A text is put before each. */
    PREFIX(1),
    /** A text is put after each. */
    SUFFIX(1),
    /** The first text is kept. */
    FIRST(0),
    /** The last text is kept. */
    LAST(0);

    private final int arguments;

    Operation(int arguments) {
      this.arguments = arguments;
    }

    /** How many arguments it takes. */
    public int arguments() {
      return arguments;
    }

    /** The word used in rules. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The operation with this word. */
    public static Optional<Operation> ofCode(String code) {
      for (Operation operation : values()) {
        if (operation.code().equals(code)) {
          return Optional.of(operation);
        }
      }
      return Optional.empty();
    }
  }
}
