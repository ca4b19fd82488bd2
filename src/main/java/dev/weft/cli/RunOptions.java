package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlConfig.Chosen;
import dev.weft.config.CrawlOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
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
 * options} beside the state: a line each, {@code key: value}.
 */
final class RunOptions {
  private static final String FILE = "options";
  private static final String SEPARATOR = ": ";

  private RunOptions() {}

  /**
   * Compares with what an earlier run left, or leaves it.
   *
   * @throws CommandFailure if a value is another one
   */
  static void check(Path stateFolder, CrawlConfig config) throws CommandFailure {
    Map<String, String> now = of(config);
    Path file = stateFolder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        compare(stateFolder, read(file), now);
      } else {
        write(file, now);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE,
          file + ": " + OutputFolder.reason(e) + "; see to the disk and start again");
    }
  }

  private static Map<String, String> of(CrawlConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CrawlOption option : CrawlOption.values()) {
      if (option.isOfWholeCrawl()) {
        values.put(option.key(), String.join(",", option.defaults()));
      }
    }
    for (Chosen chosen : config.chosen()) {
      values.replace(chosen.option().key(), chosen.value());
    }
    return values;
  }

  private static void compare(Path folder, Map<String, String> before, Map<String, String> now)
      throws CommandFailure {
    List<String> mistakes = new ArrayList<>();
    now.forEach(
        (key, value) -> {
          String earlier = before.getOrDefault(key, value);
          if (!earlier.equals(value)) {
            mistakes.add(
                key
                    + " is "
                    + value
                    + ", but the crawl in "
                    + folder.getParent()
                    + " was begun with "
                    + earlier
                    + "; give --"
                    + key
                    + " "
                    + earlier
                    + " to go on, another folder, or --fresh to start over");
          }
        });
    if (!mistakes.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, mistakes);
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int end = line.indexOf(SEPARATOR);
      if (end > 0) {
        values.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
      }
    }
    return values;
  }

  private static void write(Path file, Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append(SEPARATOR).append(value).append('\n'));
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.writeString(unfinished, text);
    sync(unfinished, StandardOpenOption.WRITE);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    sync(file.resolveSibling("."), StandardOpenOption.READ);
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
