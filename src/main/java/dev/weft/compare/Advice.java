package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the figures of a section say, in words; nothing that they do not. */
final class Advice {
  /** Less than this between two is noise. */
  private static final double NOTABLE = 1.15;

  private Advice() {}

  static List<String> of(String section, List<ContestResult> contests) {
    List<String> words = new ArrayList<>();
    for (ContestResult contest : contests) {
      contest.fastest().ifPresent(best -> words.add(about(section, contest, best)));
      contest.entries().stream()
          .filter(entry -> entry.figures() != null && entry.figures().failures() > 0)
          .forEach(entry -> words.add(failures(contest, entry)));
    }
    if (section.equals("parse") || section.equals("squares")) {
      scaling(contests.get(0)).ifPresent(words::add);
    }
    return words;
  }

  private static String about(String section, ContestResult contest, EntryResult best) {
    if (!section.equals("fetch")) {
      boolean isAlone = contest.entries().size() == 1;
      return says(contest, best, (isAlone ? "" : "is fastest, ") + rate(contest, best));
    }
    // Of those about as fast as the fastest, the one that takes least memory suits best.
    EntryResult frugal = best;
    for (EntryResult entry : contest.entries()) {
      if (entry.figures() != null
          && entry.figures().failures() == 0
          && entry.seconds() <= NOTABLE * best.seconds()
          && memory(entry) < memory(frugal)) {
        frugal = entry;
      }
    }
    String why =
        frugal.equals(best)
            ? "is fastest"
            : "is within " + percent(frugal.seconds() / best.seconds()) + " of the fastest";
    return says(
        contest,
        frugal,
        "suits best: it "
            + why
            + String.format(
                Locale.ROOT, " (%.2f s), with %d threads", frugal.seconds(), threads(frugal))
            + (memory(frugal) > 0
                ? String.format(Locale.ROOT, " and %.0f MB", memory(frugal))
                : ""));
  }

  private static String says(ContestResult contest, EntryResult entry, String what) {
    return upper(contest.contest().title()) + ": " + entry.entry().model() + " " + what + ".";
  }

  private static String failures(ContestResult contest, EntryResult entry) {
    Figures figures = entry.figures();
    long lost = figures == null ? 0 : figures.failures();
    long all = figures == null ? 0 : figures.operations();
    return says(
        contest,
        entry,
        String.format(Locale.ROOT, "lost %,d of %,d %s", lost, all, contest.contest().unit()));
  }

  /** How far threads and processes use the cores, and what a process costs beside a thread. */
  private static Optional<String> scaling(ContestResult contest) {
    int cores = Integer.highestOneBit(Runtime.getRuntime().availableProcessors());
    Optional<EntryResult> thread = contest.of(Work.workers(1, ParseTrial.THREADS));
    Optional<EntryResult> threads = contest.of(Work.workers(cores, ParseTrial.THREADS));
    Optional<EntryResult> process = contest.of(Work.workers(1, ParseTrial.PROCESSES));
    Optional<EntryResult> processes = contest.of(Work.workers(cores, ParseTrial.PROCESSES));
    if (cores < 2
        || thread.isEmpty()
        || threads.isEmpty()
        || process.isEmpty()
        || processes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d threads do %.2f times the work of one, %d processes %.2f times that of one: Java has"
                + " no lock that only one thread may hold to compute, so threads are parallel"
                + " already. One process does %.2f of a thread's work; what it buys is that nothing"
                + " it does can end the others.",
            cores,
            thread.get().seconds() / threads.get().seconds(),
            cores,
            process.get().seconds() / processes.get().seconds(),
            thread.get().seconds() / process.get().seconds()));
  }

  private static String rate(ContestResult contest, EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null
        ? ""
        : String.format(
            Locale.ROOT, "%,.0f %s a second", figures.perSecond(), contest.contest().unit());
  }

  private static double memory(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null ? 0 : figures.megabytes();
  }

  private static long threads(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null ? 0 : figures.threads();
  }

  private static String percent(double ratio) {
    return Math.max(1, Math.round((ratio - 1) * 100)) + " %";
  }

  private static String upper(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
