package dev.weft.robots;

import java.nio.charset.StandardCharsets;

/**
 * One rule of a file: the form its path is compared in, the octets it is ranked by (as it was
 * written, those beyond ASCII percent-encoded), and where and how it was written.
 */
record RobotsRule(String form, boolean allow, int octets, int line, String text) {
  /** The beginning of an index page's name: allowing it allows its folder, as Google reads it. */
  private static final String INDEX = "index.htm";

  /** A rule as it was written, one char an octet. */
  static RobotsRule of(String value, boolean allow, int line) {
    String form = PathForm.ofRule(value);
    int octets = value.length() + 2 * (int) value.chars().filter(c -> c >= 128).count();
    return new RobotsRule(form, allow, octets, line, value.equals(form) ? form : value);
  }

  /** Whether it allows an index page. */
  boolean allowsIndex() {
    return allow && form.startsWith(INDEX, form.lastIndexOf('/') + 1) && form.indexOf('/') >= 0;
  }

  /** What allowing an index page means for the folder it is in. */
  RobotsRule ofFolder() {
    RobotsRule folder = of(text.substring(0, text.lastIndexOf('/') + 1) + "$", true, line);
    return new RobotsRule(folder.form, true, folder.octets, line, text);
  }

  /** The line as a person reads it. */
  String shown() {
    byte[] octetsOfLine = text.getBytes(StandardCharsets.ISO_8859_1);
    return (allow ? "Allow: " : "Disallow: ") + new String(octetsOfLine, StandardCharsets.UTF_8);
  }
}
