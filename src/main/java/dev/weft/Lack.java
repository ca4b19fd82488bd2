package dev.weft;

import java.util.Optional;

/** Libraries that a program may do without until it asks for what they are for. */
final class Lack {
  private Lack() {}

  /** What is missing and how to mend it; empty if the class is there. */
  static Optional<String> of(String className, String purpose, String artifact) {
    try {
      Class.forName(className, false, Lack.class.getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of(purpose + " needs " + artifact + "; add it to the class path");
    }
  }
}
