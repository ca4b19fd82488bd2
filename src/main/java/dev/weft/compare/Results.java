package dev.weft.compare;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a comparison measured, section by section. */
public record Results(String machine, int rounds, List<SectionResult> sections) {

  /** A section's contests, and what they say in words. */
  record SectionResult(Section section, List<ContestResult> contests, List<String> words) {}

  /** The same work by all models, in the order they were asked. */
  record ContestResult(Section.Contest contest, List<EntryResult> entries) {
    /** The fastest that did all its work; empty if none did. */
    Optional<EntryResult> fastest() {
      return entries.stream()
          .filter(entry -> entry.figures() != null && entry.figures().failures() == 0)
          .min((one, other) -> Double.compare(one.seconds(), other.seconds()));
    }

    /** The entry of a model, if it was measured. */
    Optional<EntryResult> of(String model) {
      return entries.stream()
          .filter(entry -> entry.entry().model().equals(model) && entry.figures() != null)
          .findFirst();
    }
  }

  /** The median run of a model, and the most connections its server saw; negative if unknown. */
  record EntryResult(Section.Entry entry, @Nullable Figures figures, int connections) {
    double seconds() {
      return figures == null ? Double.NaN : figures.seconds();
    }
  }
}
