package dev.weft.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One question with its contests: each the same work, done by several models. */
record Section(String name, String title, List<Contest> contests) {

  /** The same work for all; what an operation is, is told by {@code unit}. */
  record Contest(String title, String unit, List<Entry> entries) {}

  /**
   * One model, with its trial's arguments, or why it is left out; {@code choice} is the options of
   * a crawl that choose it, or empty.
   */
  record Entry(String model, String choice, List<String> trial, @Nullable String leftOut) {
    static Entry of(String model, String... trial) {
      return new Entry(model, "", List.of(trial), null);
    }

    static Entry leftOut(String model, String why) {
      return new Entry(model, "", List.of(), why);
    }

    /** The same, told by the options that choose it. */
    Entry chosenBy(String options) {
      return new Entry(model, options, trial, leftOut);
    }
  }
}
