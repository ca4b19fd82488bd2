package dev.weft.scope;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads seeds: one URL a line, after it, if wanted, {@code scope=domain} or another {@link
 * ScopeKind}, and {@code #} comments. A bare host such as {@code example.com/docs} means https, or
 * http where it is {@code localhost} or an IP address. A line that cannot be read becomes a problem
 * that says where and what to do; the lines after it are read all the same.
 *
 * <p>Files are UTF-8, with a byte order mark or without, with any line ends.
 */
public final class SeedReader {
  private final ScopeKind defaultKind;

  /** A reader that gives {@code defaultKind} to seeds that name no scope of their own. */
  public SeedReader(ScopeKind defaultKind) {
    this.defaultKind = defaultKind;
  }

  /** Reads arguments of the command line, each like a line of a file. */
  public SeedList read(List<String> arguments) {
    SeedLines lines = new SeedLines(defaultKind);
    for (String argument : arguments) {
      lines.add(argument, "command line");
    }
    return lines.toList("command line");
  }

  /**
   * Reads a file's bytes to their end; the caller closes the stream.
   *
   * @param name the file's name for messages
   */
  public SeedList read(String name, InputStream file) throws IOException {
    SeedLines lines = new SeedLines(defaultKind);
    new LineSplitter(file, Limits.SEED_LINE_BYTES_MAX)
        .forEach((number, line) -> lines.add(line, name + ":" + number));
    return lines.toList(name);
  }
}
