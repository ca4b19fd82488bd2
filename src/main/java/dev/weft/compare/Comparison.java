package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import dev.weft.compare.Section.Contest;
import dev.weft.compare.Section.Entry;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same work by each model, one trial after another, and gathers what each took. Blocks for
 * as long as that takes, minutes for all of it.
 */
public final class Comparison {
  /** The questions that can be asked, in the order they are. */
  public static final List<String> SECTIONS = List.of("fetch", "parse", "squares", "mix", "share");

  /**
   * What is to be compared: some of {@link #SECTIONS}; URLs of the user's own to fetch besides, and
   * a folder of HTML to parse besides, or null; how often each trial is run, of which the median
   * counts; and whether large work is left out.
   */
  public record Options(
      Set<String> sections,
      List<CrawlUrl> urls,
      @Nullable Path pages,
      int rounds,
      boolean isQuick) {
    public Options {
      urls = List.copyOf(urls);
      sections = Set.copyOf(sections);
    }
  }

  private final Options options;
  private final Consumer<String> progress;
  private int trials;
  private int begun;

  /** A comparison that says what it is at. */
  public Comparison(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Whether a folder has pages that can be parsed.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean hasPages(Path folder) throws IOException {
    return !ParsePages.files(folder).isEmpty();
  }

  /**
   * Runs it.
   *
   * <p>A trial that fails is told of in the results, and the others go on.
   *
   * @throws IOException if the server or the lists of URLs cannot be made
   */
  public Results run() throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    try (TrialServer server = new TrialServer();
        Work work = new Work(options, server)) {
      List<SectionResult> results = new ArrayList<>();
      List<Section> sections = work.sections();
      trials = trials(sections);
      for (Section section : sections) {
        List<ContestResult> contests = new ArrayList<>();
        for (Contest contest : section.contests()) {
          contests.add(run(section, contest, server));
        }
        results.add(new SectionResult(section, contests, Advice.of(section.name(), contests)));
      }
      return new Results(machine(), load, options.rounds(), results);
    }
  }

  private int trials(List<Section> sections) {
    int all = 0;
    for (Section section : sections) {
      for (Contest contest : section.contests()) {
        all += (int) contest.entries().stream().filter(entry -> entry.leftOut() == null).count();
      }
    }
    return all * options.rounds();
  }

  /** The models in turn, round after round, so that what changes on the machine meets all. */
  private ContestResult run(Section section, Contest contest, TrialServer server) {
    List<Tally> tallies = contest.entries().stream().map(Tally::new).toList();
    for (int round = 0; round < options.rounds(); round++) {
      for (Tally tally : tallies) {
        if (tally.lack == null) {
          begun++;
          progress.accept(
              String.join(
                  ", ",
                  begun + " of " + trials,
                  section.name() + ": " + contest.title(),
                  tally.entry.model()));
          tally.run(server);
        }
      }
    }
    return new ContestResult(contest, tallies.stream().map(Tally::result).toList());
  }

  /** What one model took so far. A trial that fails ends its model's part, not the comparison. */
  private static final class Tally {
    private final Entry entry;
    private final List<Figures> runs = new ArrayList<>();
    private int connections;
    private @Nullable String lack;

    Tally(Entry entry) {
      this.entry = entry;
      lack = entry.leftOut() == null ? null : "left out: " + entry.leftOut();
    }

    void run(TrialServer server) {
      server.startCounting();
      try {
        runs.add(TrialProcess.run(entry.trial()));
        connections = Math.max(connections, server.connectionsMax());
      } catch (IOException e) {
        lack = "failed: " + e.getMessage();
        runs.clear();
      }
    }

    EntryResult result() {
      return new EntryResult(entry, runs, connections, lack);
    }
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d processors, %s %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version());
  }
}
