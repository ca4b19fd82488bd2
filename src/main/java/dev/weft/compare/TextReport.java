package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as lines for a terminal, of at most 100 columns as long as names are short. */
public final class TextReport {
  private static final int COLUMNS = 98;
  private static final int MODEL_WIDTH = 24;
  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "  %-" + MODEL_WIDTH + "s %8s %7s %10s %9s %6s %8s %9s %6s",
          "",
          "seconds",
          "speed",
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
    lines.addAll(wrapped(results.machine() + "; " + rounds(results.rounds()), ""));
    lines.add(
        "Speed is that of the first row; CPU is for one operation, of all processors together.");
    results.warning().ifPresent(warning -> lines.addAll(wrapped(warning, "")));
    for (SectionResult section : results.sections()) {
      lines.add("");
      lines.add(section.section().title());
      for (ContestResult contest : section.contests()) {
        lines.add("");
        lines.add("  " + contest.contest().title());
        lines.add(HEAD);
        contest.entries().forEach(entry -> lines.add(line(contest, entry)));
      }
      lines.add("");
      section.words().forEach(word -> lines.addAll(wrapped("- " + word, "  ")));
    }
    return lines;
  }

  /** A sentence in lines, all but the first further in. */
  private static List<String> wrapped(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > COLUMNS) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.append(indent).append("  ");
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  static String rounds(int rounds) {
    return rounds == 1 ? "each measured once" : "medians of " + rounds;
  }

  private static String line(ContestResult contest, EntryResult result) {
    Figures figures = result.figures();
    String model =
        "  " + String.format(Locale.ROOT, "%-" + MODEL_WIDTH + "s", result.entry().model());
    if (figures == null) {
      return model + "  " + result.lack();
    }
    if (figures.hasEnded()) {
      return model + "  ended, " + lost(figures);
    }
    return model
        + String.format(
            Locale.ROOT,
            " %8.2f %7s %10s %9s %6s %8s %9s %6s",
            figures.seconds(),
            speed(contest, result),
            rate(figures.perSecond()),
            micros(figures.cpuMicrosEach()),
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

  static String speed(ContestResult contest, EntryResult entry) {
    double speed = contest.speed(entry);
    return speed == 0 ? "" : String.format(Locale.ROOT, speed < 10 ? "%.2fx" : "%.1fx", speed);
  }

  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  /** As many digits as are of use. */
  static String micros(double micros) {
    return String.format(
        Locale.ROOT, micros < 10 ? "%.2f" : micros < 100 ? "%.1f" : "%,.0f", micros);
  }
}
