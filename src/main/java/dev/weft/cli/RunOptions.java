package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlConfig.Chosen;
import dev.weft.config.CrawlOption;
import dev.weft.page.ContentDigest;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.RulesWire;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that every run of one crawl must have alike, as its first run left them in {@code
 * options} beside the state: a line each, {@code key: value}, and last the digest of those lines.
 */
final class RunOptions {
  private static final String FILE = "options";
  private static final String SEPARATOR = ": ";
  private static final String DIGEST = "digest";
  private static final String NONE = "none";

  private final Path file;
  private final Path folder;
  private final Map<String, String> values;

  /**
   * The options of a run.
   *
   * @param folder the output folder
   */
  RunOptions(Path folder, CrawlConfig config) {
    this.folder = folder;
    file = OutputFolder.state(folder).resolve(FILE);
    values = new LinkedHashMap<>();
    for (CrawlOption option : CrawlOption.values()) {
      if (option.isOfWholeCrawl()) {
        values.put(option.key(), String.join(",", option.defaults()));
      }
    }
    for (Chosen chosen : config.chosen()) {
      values.replace(chosen.option().key(), chosen.value());
    }
    ExtractRules rules = config.parse().rules();
    values.put(CrawlOption.RULES.key(), rules.isEmpty() ? NONE : RulesWire.digest(rules));
  }

  /**
   * Compares with what an earlier run left, or leaves it.
   *
   * @param isBegun whether an earlier run has committed anything
   * @throws CommandFailure if a value is another one, or nobody can tell
   */
  void check(boolean isBegun) throws CommandFailure {
    try {
      if (Files.exists(file)) {
        compare(read());
      } else if (isBegun) {
        throw unknown("is missing");
      } else {
        write();
      }
    } catch (CharacterCodingException e) {
      throw unknown("is damaged");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          file + ": " + OutputFolder.reason(e) + "; see to the disk and start again");
    }
  }

  private CommandFailure unknown(String what) {
    return new CommandFailure(
        ExitCode.STORAGE,
        file
            + " "
            + what
            + ", so nobody can tell with which options the crawl was begun; bring it back from a"
            + " copy, or start over with --fresh");
  }

  private void compare(Map<String, String> before) throws CommandFailure {
    List<String> mistakes = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          String earlier = before.getOrDefault(key, value);
          if (!earlier.equals(value)) {
            mistakes.add(
                key.equals(CrawlOption.RULES.key())
                    ? otherRules(earlier)
                    : mistake(key, value, earlier));
          }
        });
    if (!mistakes.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, mistakes);
    }
  }

  private String mistake(String key, String value, String earlier) {
    return key
        + " is "
        + value
        + ", but the crawl in "
        + folder
        + " was begun with "
        + earlier
        + "; give --"
        + key
        + " "
        + earlier
        + " to go on, another folder, or --fresh to start over";
  }

  /** What rules say is too long for a message. */
  private String otherRules(String earlier) {
    return "rules are not those that the crawl in "
        + folder
        + " was begun with; "
        + (earlier.equals(NONE) ? "leave --rules out" : "give --rules the file as it was")
        + " to go on, another folder, or --fresh to start over";
  }

  private Map<String, String> read() throws IOException, CommandFailure {
    String text = Files.readString(file);
    int digestAt = text.lastIndexOf(DIGEST + SEPARATOR);
    if (digestAt < 0 || !text.substring(digestAt).equals(digestLine(text.substring(0, digestAt)))) {
      throw unknown("is damaged");
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : text.substring(0, digestAt).lines().toList()) {
      int end = line.indexOf(SEPARATOR);
      found.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
    }
    return found;
  }

  private static String digestLine(String lines) {
    return DIGEST + SEPARATOR + ContentDigest.of(lines.getBytes(UTF_8)) + "\n";
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append(SEPARATOR).append(value).append('\n'));
    text.append(digestLine(text.toString()));
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.writeString(unfinished, text);
    sync(unfinished, StandardOpenOption.WRITE);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    sync(file.resolveSibling("."), StandardOpenOption.READ);
  }

  /** Makes the bytes of a file durable, or the names in a folder, which is opened to be read. */
  static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
