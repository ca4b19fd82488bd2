package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.robots.RobotsReader;
import dev.weft.scope.Scope;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.ScopeOptions;
import dev.weft.scope.Seed;
import dev.weft.scope.TrapLimits;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a crawl's last run, as {@code scope} beside its state: a line for each seed, pattern
 * and limit, with where the user wrote it, the parts with tabs between; and the age at which that
 * run revisits, if it was told to. Only those who ask why read it, so it is written plainly and a
 * folder without it is no fault.
 */
record ScopeFile(
    List<Seed> seeds,
    ScopeOptions options,
    String productToken,
    long seedsLeftOut,
    @Nullable Duration revisitOrNull) {
  private static final String FILE = "scope";
  private static final String TAB = "\t";

  /** What one can wait for; the seeds of longer lists are known by their rows alone. */
  private static final int SEEDS_MAX = 100_000;

  /** Writes it whole or not at all. */
  static void write(Path stateFolder, CrawlConfig config, List<Seed> seeds) throws CommandFailure {
    Path file = stateFolder.resolve(FILE);
    Path unfinished = stateFolder.resolve(FILE + ".new");
    try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
      ScopeOptions options = config.scope();
      TrapLimits traps = options.traps();
      String token = RobotsReader.productTokenOf(config.fetch().userAgent()).orElse("weft");
      line(out, "token", token);
      line(
          out,
          "traps",
          Integer.toString(traps.urlCharsMax()),
          Integer.toString(traps.depthMax()),
          Integer.toString(traps.repeatsMax()),
          Integer.toString(traps.parametersMax()),
          Long.toString(traps.urlsPerPatternMax().orElse(0)));
      if (options.hopsMax().isPresent()) {
        line(out, "max-hops", Integer.toString(options.hopsMax().getAsInt()));
      }
      Duration age = config.durability().revisitOrNull();
      if (age != null) {
        line(out, "revisit", age.toString());
      }
      for (UrlPattern each : options.include()) {
        line(out, "include", each.source(), each.text());
      }
      for (UrlPattern each : options.exclude()) {
        line(out, "exclude", each.source(), each.text());
      }
      for (Seed seed : seeds.subList(0, Math.min(SEEDS_MAX, seeds.size()))) {
        line(out, "seed", seed.kind().code(), seed.source(), seed.url().href());
      }
      line(out, "seeds-left-out", Integer.toString(Math.max(0, seeds.size() - SEEDS_MAX)));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, file + ": " + OutputFolder.reason(e) + "; see to the disk");
    }
    move(unfinished, file);
  }

  private static void move(Path from, Path to) throws CommandFailure {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.STORAGE, to + ": " + OutputFolder.reason(e) + "; see to the disk");
    }
  }

  private static void line(BufferedWriter out, String... parts) throws IOException {
    for (int i = 0; i < parts.length; i++) {
      out.write((i == 0 ? "" : TAB) + parts[i].replace('\t', ' ').replace('\n', ' '));
    }
    out.write('\n');
  }

  /** Reads it; empty where an older Weft left none, or it cannot be read. */
  static Optional<ScopeFile> read(Path stateFolder) {
    try {
      Reading reading = new Reading();
      for (String line : Files.readAllLines(stateFolder.resolve(FILE))) {
        reading.line(line.split(TAB, -1));
      }
      return Optional.of(reading.file());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The age at which the last run revisits, if it was told to. */
  Optional<Duration> revisit() {
    return Optional.ofNullable(revisitOrNull);
  }

  /** The scope it describes; it must have a seed. */
  Scope scope() {
    return Scope.of(seeds, options);
  }

  /** The first seed that reaches a URL. */
  Optional<Seed> reaching(CrawlUrl url) {
    for (Seed seed : seeds) {
      if (Scope.of(List.of(seed), ScopeOptions.NONE).decide(url, 0).admitted()) {
        return Optional.of(seed);
      }
    }
    return Optional.empty();
  }

  /** A scope's rule with the place where the user wrote it. */
  String placed(String rule) {
    for (UrlPattern each : options.exclude()) {
      if (rule.equals("exclude `" + each.text() + "`")) {
        return rule + " (" + each.source() + ")";
      }
    }
    if (rule.equals("include") && !options.include().isEmpty()) {
      UrlPattern first = options.include().get(0);
      return "include, as it matches none of "
          + options.include().size()
          + ", such as `"
          + first.text()
          + "` ("
          + first.source()
          + ")";
    }
    return rule;
  }

  private static final class Reading {
    private final List<Seed> seeds = new ArrayList<>();
    private final List<UrlPattern> include = new ArrayList<>();
    private final List<UrlPattern> exclude = new ArrayList<>();
    private OptionalInt hops = OptionalInt.empty();
    private TrapLimits traps = TrapLimits.DEFAULT;
    private String token = "weft";
    private long leftOut;
    private @Nullable Duration revisit;

    void line(String[] parts) {
      switch (parts[0]) {
        case "token" -> token = parts[1];
        case "max-hops" -> hops = OptionalInt.of(Integer.parseInt(parts[1]));
        case "traps" -> traps = traps(parts);
        case "include" -> include.add(UrlPattern.of(parts[2], parts[1]));
        case "exclude" -> exclude.add(UrlPattern.of(parts[2], parts[1]));
        case "seed" -> seeds.add(seed(parts));
        case "revisit" -> revisit = Duration.parse(parts[1]);
        case "seeds-left-out" -> leftOut = Long.parseLong(parts[1]);
        default -> {}
      }
    }

    private static Seed seed(String[] parts) {
      CrawlUrl url = CrawlUrl.parse(parts[3]).orElseThrow();
      return new Seed(
          url, ScopeKind.ofCode(parts[1].toLowerCase(Locale.ROOT)).orElseThrow(), parts[2]);
    }

    private static TrapLimits traps(String[] parts) {
      long perPattern = Long.parseLong(parts[5]);
      return new TrapLimits(
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Integer.parseInt(parts[3]),
          Integer.parseInt(parts[4]),
          perPattern == 0 ? OptionalLong.empty() : OptionalLong.of(perPattern));
    }

    ScopeFile file() {
      return new ScopeFile(
          List.copyOf(seeds),
          new ScopeOptions(include, exclude, hops, traps),
          token,
          leftOut,
          revisit);
    }
  }
}
