package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as lines for a terminal. */
public final class TextReport {
  private static final int MODEL_WIDTH = 28;
  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "    %-" + MODEL_WIDTH + "s %9s %11s %9s %7s %8s %9s %6s",
          "",
          "seconds",
          "a second",
          "CPU us",
          "MB",
          "threads",
          "switches",
          "conns");

  private TextReport() {}

  /** The lines, without line ends. */
  public static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>();
    lines.add(results.machine() + "; " + rounds(results.rounds()));
    for (SectionResult section : results.sections()) {
      lines.add("");
      lines.add(section.section().title());
      for (ContestResult contest : section.contests()) {
        lines.add("");
        lines.add("  " + contest.contest().title());
        lines.add(HEAD);
        contest.entries().forEach(entry -> lines.add(line(entry)));
      }
      lines.add("");
      section.words().forEach(word -> lines.add("  " + word));
    }
    return lines;
  }

  static String rounds(int rounds) {
    return rounds == 1 ? "each measured once" : "medians of " + rounds;
  }

  private static String line(EntryResult result) {
    Figures figures = result.figures();
    String model =
        "    " + String.format(Locale.ROOT, "%-" + MODEL_WIDTH + "s", result.entry().model());
    if (figures == null) {
      return model + "   left out: " + result.entry().leftOut();
    }
    if (figures.megabytes() < 0 && figures.failures() > 0) {
      return model + "   ended, " + lost(figures);
    }
    return model
        + String.format(
            Locale.ROOT,
            " %9.2f %,11.0f %9.1f %7s %8s %9s %6s",
            figures.seconds(),
            figures.perSecond(),
            figures.cpuMicrosEach(),
            known(Math.round(figures.megabytes())),
            known(figures.threads()),
            known(figures.switches()),
            result.connections() > 0 ? known(result.connections()) : "")
        + (figures.failures() > 0 ? "   " + lost(figures) : "");
  }

  static String lost(Figures figures) {
    return String.format(Locale.ROOT, "%,d of %,d lost", figures.failures(), figures.operations());
  }

  static String known(long value) {
    return value < 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
  }
}
