package dev.weft.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison measured, section by section; {@code machine} says on what, {@code load} how
 * many processes it had to do for when it began, and is negative where that is not told.
 */
public record Results(String machine, double load, int rounds, List<SectionResult> sections) {

  /**
   * More on a processor before the comparison begins, and its figures are also of something else.
   */
  private static final double LOAD_MAX = 0.5;

  /** That the machine was not at rest, if so. */
  Optional<String> warning() {
    int processors = Runtime.getRuntime().availableProcessors();
    return load <= LOAD_MAX * processors
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "This machine was busy when it began (load %.1f on %d processors): what follows is"
                    + " slower than it would be, and one model may have met more of that than"
                    + " another.",
                load,
                processors));
  }

  /** A section's contests, and what they say in words. */
  record SectionResult(Section section, List<ContestResult> contests, List<String> words) {}

  /** The same work by all models, in the order they were asked. */
  record ContestResult(Section.Contest contest, List<EntryResult> entries) {
    /** Those that did all their work, fastest first. */
    List<EntryResult> ranking() {
      return entries.stream()
          .filter(EntryResult::isWhole)
          .sorted(Comparator.comparingDouble(EntryResult::seconds))
          .toList();
    }

    /** The fastest that did all its work; empty if none did. */
    Optional<EntryResult> fastest() {
      return ranking().stream().findFirst();
    }

    /** The entry of a model, if it was measured. */
    Optional<EntryResult> of(String model) {
      return entries.stream()
          .filter(entry -> entry.entry().model().equals(model) && entry.figures() != null)
          .findFirst();
    }

    /** How many times as fast as the first that did all its work this one was; 0 if unknown. */
    double speed(EntryResult entry) {
      return entries.stream()
          .filter(EntryResult::isWhole)
          .findFirst()
          .filter(first -> entry.isWhole())
          .map(first -> first.seconds() / entry.seconds())
          .orElse(0.0);
    }
  }

  /**
   * A model's runs, or why there are none, and the most connections that the server of this
   * comparison saw, which is 0 where it was not asked.
   */
  record EntryResult(
      Section.Entry entry, List<Figures> runs, int connections, @Nullable String lack) {
    EntryResult {
      runs = List.copyOf(runs);
    }

    /** The run in the middle; null if there is none. */
    @Nullable Figures figures() {
      return runs.isEmpty() ? null : Figures.median(runs);
    }

    /** Whether it was measured and nothing failed. */
    boolean isWhole() {
      Figures figures = figures();
      return figures != null && !figures.hasEnded() && figures.failures() == 0;
    }

    double seconds() {
      Figures figures = figures();
      return figures == null ? Double.NaN : figures.seconds();
    }

    double secondsMin() {
      return runs.stream().mapToDouble(Figures::seconds).min().orElse(Double.NaN);
    }

    double secondsMax() {
      return runs.stream().mapToDouble(Figures::seconds).max().orElse(Double.NaN);
    }
  }
}
