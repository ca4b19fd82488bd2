package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the figures of a section say, in words; nothing that they do not. */
final class Advice {
  /** Less than this between two is noise. */
  private static final double NOTABLE = 1.15;

  /** With less than this share of the processors at work, the time goes into waiting. */
  private static final double WAITING = 0.25;

  /** With more, the client's computing bounds it; what serves it may have the rest. */
  private static final double COMPUTING = 0.6;

  /** From here on a pool is told to be faster than one thread. */
  private static final double PARALLEL = 1.2;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private Advice() {}

  /** One sentence or a few for each contest, and what holds for all of them. */
  static List<String> of(String section, List<ContestResult> contests) {
    List<String> words = new ArrayList<>();
    Map<String, Integer> wins = new LinkedHashMap<>();
    for (ContestResult contest : contests) {
      if (isCrash(contest)) {
        words.addAll(crash(contest, contests.get(0)));
      } else if (section.equals("fetch")) {
        suited(contest).ifPresent(best -> wins.merge(kind(best), 1, Integer::sum));
        fetch(contest).ifPresent(words::add);
      } else {
        ranking(contest).ifPresent(words::add);
        scaling(contest).ifPresent(words::add);
      }
      if (!isCrash(contest)) {
        contest.entries().forEach(entry -> failure(contest, entry).ifPresent(words::add));
      }
    }
    if (wins.values().stream().mapToInt(Integer::intValue).sum() > 1) {
      words.add(overall(wins));
    }
    return words;
  }

  // --- fetching ---------------------------------------------------------------------------------

  /** Of those about as fast as the fastest, the one that takes least memory. */
  private static Optional<EntryResult> suited(ContestResult contest) {
    List<EntryResult> ranking = contest.ranking();
    EntryResult suited = null;
    for (EntryResult entry : ranking) {
      boolean isTied = entry.seconds() <= NOTABLE * ranking.get(0).seconds();
      if (suited == null || (isTied && megabytes(entry) < megabytes(suited))) {
        suited = entry;
      }
    }
    return Optional.ofNullable(suited);
  }

  private static Optional<String> fetch(ContestResult contest) {
    return suited(contest)
        .map(
            best ->
                title(contest)
                    + name(best)
                    + " suits best: "
                    + price(best)
                    + ". "
                    + why(contest, best)
                    + alternative(contest, best));
  }

  /** "it is fastest", or which one is as fast and takes more. */
  private static String why(ContestResult contest, EntryResult best) {
    EntryResult fastest = contest.ranking().get(0);
    String place =
        fastest.equals(best)
            ? "It is fastest"
            : String.format(
                Locale.ROOT,
                "%s is hardly faster (%.2f s) and takes %.0f MB more",
                upper(fastest.entry().model()),
                fastest.seconds(),
                megabytes(fastest) - megabytes(best));
    double busy = processors(best) / CORES;
    String time = String.format(Locale.ROOT, "; the processors were %.0f %% busy", 100 * busy);
    if (processors(best) <= 0) {
      return place + ".";
    } else if (busy < WAITING) {
      return place + time + ": it waits, so what counts is how much can wait at once.";
    }
    return place + time + (busy > COMPUTING ? ": more at once would not help." : ".");
  }

  /** The best of another kind, and what it takes. */
  private static String alternative(ContestResult contest, EntryResult best) {
    return contest.ranking().stream()
        .filter(entry -> !kind(entry).equals(kind(best)))
        .findFirst()
        .map(other -> " Next best of another kind: " + name(other) + ", " + price(other) + ".")
        .orElse("");
  }

  private static String overall(Map<String, Integer> wins) {
    int all = wins.values().stream().mapToInt(Integer::intValue).sum();
    return "Of these "
        + all
        + " workloads "
        + wins.entrySet().stream()
            .map(each -> "--fetcher " + each.getKey() + " suits " + each.getValue())
            .collect(Collectors.joining(", "))
        + ".";
  }

  /** The word that chooses the fetcher: what a trial's arguments begin with, behind its kind. */
  private static String kind(EntryResult entry) {
    List<String> trial = entry.entry().trial();
    return trial.size() > 1 ? trial.get(1) : entry.entry().model();
  }

  // --- everything else --------------------------------------------------------------------------

  /** The fastest, beside the next that differs notably. */
  private static Optional<String> ranking(ContestResult contest) {
    List<EntryResult> ranking = contest.ranking();
    if (ranking.isEmpty()) {
      return Optional.empty();
    }
    EntryResult best = ranking.get(0);
    String rate =
        String.format(Locale.ROOT, "%,.0f %s a second", perSecond(best), contest.contest().unit());
    if (contest.entries().size() == 1) {
      return Optional.of(
          String.format(
              Locale.ROOT, "%s%s after %.2f s.", title(contest), name(best), best.seconds()));
    }
    List<EntryResult> tied =
        ranking.stream().filter(each -> each.seconds() <= NOTABLE * best.seconds()).toList();
    String first =
        tied.size() == 1
            ? name(best) + " is fastest, " + rate
            : tied.stream().map(Advice::name).collect(Collectors.joining(" and "))
                + " are about as fast, "
                + rate;
    String rest =
        ranking.stream()
            .skip(tied.size())
            .findFirst()
            .map(
                next ->
                    String.format(
                        Locale.ROOT,
                        ", %.1f times as fast as %s",
                        next.seconds() / best.seconds(),
                        next.entry().model()))
            .orElse("");
    return Optional.of(title(contest) + first + rest + ".");
  }

  private static boolean isCrash(ContestResult contest) {
    return contest.entries().stream()
        .anyMatch(entry -> entry.entry().trial().contains(ParseTrial.KILL));
  }

  /** What a crash cost each model, in pages and in time beside the same without one. */
  private static List<String> crash(ContestResult contest, ContestResult without) {
    List<String> words = new ArrayList<>();
    for (EntryResult entry : contest.entries()) {
      Figures figures = entry.figures();
      if (figures == null) {
        continue;
      }
      String cost = title(contest) + entry.entry().model() + " lost " + lost(contest, figures);
      if (figures.hasEnded()) {
        words.add(cost + ", for what ends a thread ends its process.");
      } else {
        words.add(
            cost
                + without
                    .of(entry.entry().model())
                    .filter(EntryResult::isWhole)
                    .map(whole -> figures.seconds() / whole.seconds())
                    .map(times -> String.format(Locale.ROOT, " and took %.2f times as long", times))
                    .orElse("")
                + ".");
      }
    }
    return words;
  }

  /** How far threads and processes use the cores, and what a process costs beside a thread. */
  private static Optional<String> scaling(ContestResult contest) {
    Optional<EntryResult> thread = contest.of(Work.workers(1, ParseTrial.THREADS));
    Optional<EntryResult> threads = contest.of(Work.workers(CORES, ParseTrial.THREADS));
    Optional<EntryResult> process = contest.of(Work.workers(1, ParseTrial.PROCESSES));
    Optional<EntryResult> processes = contest.of(Work.workers(CORES, ParseTrial.PROCESSES));
    if (CORES < 2
        || thread.isEmpty()
        || threads.isEmpty()
        || process.isEmpty()
        || processes.isEmpty()) {
      return Optional.empty();
    }
    double gain = thread.get().seconds() / threads.get().seconds();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d threads do %.2f times the work of one, %d processes %.2f times that of one%s. One"
                + " process does %.2f of a thread's work%s; what it buys is that nothing it does can"
                + " end the others.",
            CORES,
            gain,
            CORES,
            process.get().seconds() / processes.get().seconds(),
            gain >= PARALLEL
                ? ": Java has no lock that only one thread may hold to compute, so threads are"
                    + " parallel already"
                : "; something else had the processors, or one thread has them busy already",
            thread.get().seconds() / process.get().seconds(),
            megabytes(process.get()) < Double.MAX_VALUE
                ? String.format(
                    Locale.ROOT,
                    ", and %d take %.0f MB where %d threads take %.0f",
                    CORES,
                    megabytes(processes.get()),
                    CORES,
                    megabytes(threads.get()))
                : ""));
  }

  private static Optional<String> failure(ContestResult contest, EntryResult entry) {
    Figures figures = entry.figures();
    if (figures != null && figures.failures() > 0) {
      return Optional.of(
          title(contest) + entry.entry().model() + " lost " + lost(contest, figures) + ".");
    }
    return entry.lack() == null || entry.entry().leftOut() != null
        ? Optional.empty()
        : Optional.of(title(contest) + entry.entry().model() + " " + entry.lack() + ".");
  }

  private static String lost(ContestResult contest, Figures figures) {
    String unit = contest.contest().unit();
    return figures.failures() == 0
        ? String.format(Locale.ROOT, "none of %,d %s", figures.operations(), unit)
        : String.format(
            Locale.ROOT, "%,d of %,d %s", figures.failures(), figures.operations(), unit);
  }

  // --- words ------------------------------------------------------------------------------------

  private static String title(ContestResult contest) {
    return upper(contest.contest().title()) + ": ";
  }

  /** The model, and the options of a crawl that choose it. */
  private static String name(EntryResult entry) {
    String choice = entry.entry().choice();
    return entry.entry().model() + (choice.isEmpty() ? "" : " (" + choice + ")");
  }

  /** "1.21 s, 14 threads, 160 MB", as far as it is known. */
  private static String price(EntryResult entry) {
    Figures figures = Objects.requireNonNull(entry.figures());
    return String.format(Locale.ROOT, "%.2f s", figures.seconds())
        + (figures.threads() > 0 ? ", " + figures.threads() + " threads" : "")
        + (figures.megabytes() > 0
            ? String.format(Locale.ROOT, ", %.0f MB", figures.megabytes())
            : "");
  }

  /** More than any if it is not known. */
  private static double megabytes(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null || figures.megabytes() < 0 ? Double.MAX_VALUE : figures.megabytes();
  }

  private static double processors(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null ? 0 : figures.processors();
  }

  private static double perSecond(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null ? 0 : figures.perSecond();
  }

  private static String upper(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
