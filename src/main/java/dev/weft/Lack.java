package dev.weft;

import java.util.Optional;

/** Libraries that a program may do without until it asks for what they are for. */
final class Lack {
  private Lack() {}

  /** What is missing and how to mend it, to follow a name; empty if the class is there. */
  static Optional<String> of(String className, String artifact) {
    try {
      Class.forName(className, false, Lack.class.getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of("needs " + artifact + "; add it to the class path");
    }
  }
}
