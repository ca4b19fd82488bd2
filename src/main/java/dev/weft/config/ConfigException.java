package dev.weft.config;

import java.util.List;

/** The configuration cannot be used; each mistake says where it is and what is allowed. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list, which is serialisable
  private final List<String> mistakes;

  ConfigException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence each, in the order of the file, then the environment, then the flags. */
  public List<String> mistakes() {
    return mistakes;
  }
}
