package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import dev.weft.compare.Section.Contest;
import dev.weft.compare.Section.Entry;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
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
   * a folder of HTML to parse instead of made-up pages, or null; how often each trial is run, of
   * which the median counts; and whether large work is left out.
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

  /** A comparison that says what it is at. */
  public Comparison(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws IOException if a process cannot be started, or one ended without its figures
   */
  public Results run() throws IOException {
    try (TrialServer server = new TrialServer();
        Work work = new Work(options, server)) {
      List<SectionResult> results = new ArrayList<>();
      for (Section section : work.sections()) {
        List<ContestResult> contests = new ArrayList<>();
        for (Contest contest : section.contests()) {
          contests.add(run(section, contest, server));
        }
        results.add(new SectionResult(section, contests, Advice.of(section.name(), contests)));
      }
      return new Results(machine(), options.rounds(), results);
    }
  }

  private ContestResult run(Section section, Contest contest, TrialServer server)
      throws IOException {
    List<List<Figures>> runs = new ArrayList<>();
    int[] connections = new int[contest.entries().size()];
    for (int i = 0; i < contest.entries().size(); i++) {
      runs.add(new ArrayList<>());
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (int i = 0; i < contest.entries().size(); i++) {
        Entry entry = contest.entries().get(i);
        if (entry.leftOut() == null) {
          progress.accept(section.name() + ": " + contest.title() + ": " + entry.model());
          server.connectionsMax();
          runs.get(i).add(TrialProcess.run(entry.trial()));
          connections[i] = Math.max(connections[i], server.connectionsMax());
        }
      }
    }
    List<EntryResult> results = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Figures median = runs.get(i).isEmpty() ? null : Figures.median(runs.get(i));
      results.add(new EntryResult(contest.entries().get(i), median, connections[i]));
    }
    return new ContestResult(contest, results);
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
