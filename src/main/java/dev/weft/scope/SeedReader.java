package dev.weft.scope;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Reads seeds: one URL a line, after it, if wanted, {@code scope=domain} or another {@link
 * ScopeKind}, and {@code #} comments. {@code method=POST body=q=weft}, or {@code body-file=PATH},
 * with {@code type=} a media type, say what is sent to it. A bare host such as {@code
 * example.com/docs} means https, or http where it is {@code localhost} or an IP address. A line
 * that cannot be read becomes a problem that says where and what to do; the lines after it are read
 * all the same.
 *
 * <p>Files are UTF-8, with a byte order mark or without, with any line ends.
 */
public final class SeedReader {
  private final ScopeKind defaultKind;

  /** A reader that gives {@code defaultKind} to seeds that name no scope of their own. */
  public SeedReader(ScopeKind defaultKind) {
    this.defaultKind = defaultKind;
  }

  /**
   * A seed of a word as it may stand in a file and of options by name: {@code scope}, {@code
   * method}, {@code body} or {@code body-file}, {@code type}.
   *
   * @throws IllegalArgumentException whose message names the place and what is wrong
   */
  public static Seed seed(
      String word, Map<String, String> options, ScopeKind defaultKind, String place) {
    try {
      SeedUrl.Reading reading = SeedUrl.read(word);
      if (reading.url() == null) {
        throw new IllegalArgumentException("`" + word + "` is no seed: " + reading.problem());
      }
      return seed(reading.url(), options, defaultKind, place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  /** As the other, of a URL that was read; the message names no place. */
  static Seed seed(CrawlUrl url, Map<String, String> options, ScopeKind defaultKind, String place) {
    ScopeKind kind = SeedOptions.scope(options, defaultKind);
    return new Seed(url, kind, place, SeedOptions.submission(options));
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
