package dev.weft.cli;

import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.SeedList;
import dev.weft.scope.SeedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The seeds of a crawl, from its arguments and its seed files. */
final class SeedSources {
  private static final String STANDARD_INPUT = "-";

  private final SeedReader reader;
  private final InputStream in;
  private final List<Seed> seeds = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** Sources besides the seeds of the configuration. */
  SeedSources(ScopeKind scope, List<Seed> configured, InputStream in) {
    this.reader = new SeedReader(scope);
    this.seeds.addAll(configured);
    this.in = in;
  }

  /**
   * Reads all of them; lines that are no seeds become problems of the list.
   *
   * @throws CommandFailure if a file cannot be read, or there is no seed at all
   */
  SeedList read(List<String> arguments, List<String> files) throws CommandFailure {
    add(reader.read(arguments));
    for (String file : files) {
      add(file(file));
    }
    if (seeds.isEmpty()) {
      List<String> messages = new ArrayList<>(problems);
      messages.add("no seed; name a URL, or with -f a file of URLs (- is standard input)");
      throw new CommandFailure(ExitCode.USAGE, messages);
    }
    return new SeedList(seeds, problems);
  }

  private void add(SeedList list) {
    seeds.addAll(list.seeds());
    problems.addAll(list.problems());
  }

  private SeedList file(String file) throws CommandFailure {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return reader.read("standard input", in);
      }
      try (InputStream bytes = Files.newInputStream(Path.of(file))) {
        return reader.read(file, bytes);
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.USAGE, file + ": there is no such file of seeds");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, file + ": the seeds in it cannot be read: " + e.getMessage());
    }
  }
}
