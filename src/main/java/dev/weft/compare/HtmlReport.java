package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Results as one HTML page with charts, which needs nothing from elsewhere and runs no script. */
public final class HtmlReport {
  /** Behind that of the model, without that of connections. */
  private static final int COLUMNS = 7;

  private final Results results;
  private final StringBuilder html = new StringBuilder(20_000);

  private HtmlReport(Results results) {
    this.results = results;
  }

  /** The page. */
  public static String page(Results results) {
    HtmlReport report = new HtmlReport(results);
    report.page();
    return report.html.toString();
  }

  private void page() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Event loop, threads, processes</title>\n<style>\n")
        .append(style())
        .append("</style></head><body>\n<h1>Event loop, threads, processes</h1>\n<p>")
        .append(text(results.machine() + "; " + TextReport.rounds(results.rounds())))
        .append(".</p>\n<p class=\"key\">Each model did the same work in a process of its own, ")
        .append("warmed up. <b>Seconds</b> are wall time, <b>speed</b> is that of the first row, ")
        .append("<b>CPU</b> is of all processors for one operation, <b>MB</b> the most memory ")
        .append("resident (what processes share counts in each), <b>switches</b> are context ")
        .append("switches. Bars are drawn to the longest of each table.</p>\n");
    results
        .warning()
        .ifPresent(
            warning -> html.append("<p class=\"warning\">").append(text(warning)).append("</p>\n"));
    for (SectionResult section : results.sections()) {
      html.append("<section>\n<h2>")
          .append(text(section.section().title()))
          .append("</h2>\n<ul>\n");
      section
          .words()
          .forEach(word -> html.append("<li>").append(options(text(word))).append("</li>\n"));
      html.append("</ul>\n");
      section.contests().forEach(this::contest);
      html.append("</section>\n");
    }
    html.append("</body></html>\n");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("weft.jar lacks dev/weft/compare/report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void contest(ContestResult contest) {
    html.append("<h3>").append(text(contest.contest().title())).append("</h3>\n");
    ScalingChart.of(contest).ifPresent(chart -> html.append(chart).append('\n'));
    html.append("<div class=\"scroll\"><table>\n<tr><th>model</th><th class=\"chart\">seconds</th>")
        .append("<th>speed</th><th>")
        .append(text(contest.contest().unit()))
        .append("/s</th><th>CPU&nbsp;µs</th><th class=\"chart\">MB</th><th>threads</th>")
        .append("<th>switches</th>");
    boolean hasConnections = contest.entries().stream().anyMatch(entry -> entry.connections() > 0);
    html.append(hasConnections ? "<th>connections</th></tr>\n" : "</tr>\n");
    double longest = largest(contest, Figures::seconds);
    double widest = largest(contest, Figures::megabytes);
    Optional<EntryResult> fastest = contest.fastest();
    for (EntryResult entry : contest.entries()) {
      boolean isFastest = fastest.isPresent() && fastest.get().equals(entry);
      html.append(isFastest ? "<tr class=\"fastest\"><td>" : "<tr><td>")
          .append(text(entry.entry().model()))
          .append(lost(entry))
          .append("</td>");
      if (!isMeasured(entry)) {
        note(entry, hasConnections ? COLUMNS + 1 : COLUMNS);
      } else {
        row(contest, entry, longest, widest);
        if (hasConnections) {
          cell(TextReport.known(entry.connections()));
        }
      }
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  /** What a model that ran to its end did not do. */
  private static String lost(EntryResult entry) {
    Figures figures = entry.figures();
    return figures == null || figures.failures() == 0 || figures.hasEnded()
        ? ""
        : " <small>" + TextReport.lost(figures) + "</small>";
  }

  private static double largest(ContestResult contest, ToDoubleFunction<Figures> figure) {
    return contest.entries().stream()
        .flatMap(entry -> Optional.ofNullable(entry.figures()).stream())
        .mapToDouble(figure)
        .max()
        .orElse(1);
  }

  private static boolean isMeasured(EntryResult entry) {
    Figures figures = entry.figures();
    return figures != null && !figures.hasEnded();
  }

  /** Why there are no figures. */
  private void note(EntryResult entry, int columns) {
    Figures figures = entry.figures();
    String words =
        figures == null ? String.valueOf(entry.lack()) : "ended, " + TextReport.lost(figures);
    html.append("<td class=\"note\" colspan=\"")
        .append(columns)
        .append("\">")
        .append(text(words))
        .append("</td>");
  }

  private void row(ContestResult contest, EntryResult entry, double longest, double widest) {
    Figures figures = Objects.requireNonNull(entry.figures());
    bar("time", figures.seconds() / longest, String.format(Locale.ROOT, "%.2f", figures.seconds()));
    range(entry);
    cell(TextReport.speed(contest, entry).replace("x", " ×"));
    cell(TextReport.rate(figures.perSecond()));
    cell(TextReport.micros(figures.cpuMicrosEach()));
    bar(
        "memory",
        Math.max(0, figures.megabytes() / widest),
        TextReport.known(Math.round(figures.megabytes())));
    html.append("</td>");
    cell(TextReport.known(figures.threads()));
    cell(TextReport.known(figures.switches()));
  }

  /** Opens a cell with a figure, and its bar. */
  private void bar(String kind, double share, String figure) {
    html.append("<td class=\"chart\"><div class=\"bar ")
        .append(kind)
        .append(String.format(Locale.ROOT, "\" style=\"width:%.1f%%\"></div>", 100 * share))
        .append(figure);
  }

  /** What the rounds were between, where there are several; closes the cell. */
  private void range(EntryResult entry) {
    if (entry.runs().size() > 1) {
      html.append(
          String.format(
              Locale.ROOT, " <small>%.2f–%.2f</small>", entry.secondsMin(), entry.secondsMax()));
    }
    html.append("</td>");
  }

  private void cell(String figure) {
    html.append("<td>").append(figure).append("</td>");
  }

  /** Options of a crawl in a sentence, each with its value. */
  private static String options(String sentence) {
    return sentence.replaceAll("--[a-z][a-z-]*(?: [a-z0-9]+)?", "<code>$0</code>");
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
