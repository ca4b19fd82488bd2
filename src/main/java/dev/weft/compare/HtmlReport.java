package dev.weft.compare;

import dev.weft.compare.Results.ContestResult;
import dev.weft.compare.Results.EntryResult;
import dev.weft.compare.Results.SectionResult;
import java.util.Locale;

/** Results as one HTML page with charts, which needs nothing from elsewhere and runs no script. */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --bar: #2f6fb2; --line: #8884; }
      @media (prefers-color-scheme: dark) { :root { --bar: #6fa8e0; } }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      td.chart { width: 38%; text-align: left; }
      .bar { background: var(--bar); height: .9rem; border-radius: 2px; min-width: 2px; }
      .note { text-align: left; opacity: .75; }
      li { margin: .3rem 0; }
      .scroll { overflow-x: auto; }
      """;

  private HtmlReport() {}

  /** The page. */
  public static String page(Results results) {
    StringBuilder html = new StringBuilder(20_000);
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Event loop, threads, processes</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Event loop, threads, processes</h1>\n<p>")
        .append(text(results.machine() + "; " + TextReport.rounds(results.rounds())))
        .append(". Bars are wall time: shorter is faster. Each model ran in a process of its own,")
        .append(" warmed up; CPU is for one operation.</p>\n");
    for (SectionResult section : results.sections()) {
      html.append("<h2>").append(text(section.section().title())).append("</h2>\n<ul>\n");
      section.words().forEach(word -> html.append("<li>").append(text(word)).append("</li>\n"));
      html.append("</ul>\n");
      section.contests().forEach(contest -> contest(contest, html));
    }
    return html.append("</body></html>\n").toString();
  }

  private static void contest(ContestResult contest, StringBuilder html) {
    double longest =
        contest.entries().stream()
            .mapToDouble(EntryResult::seconds)
            .filter(seconds -> !Double.isNaN(seconds))
            .max()
            .orElse(1);
    html.append("<h3>")
        .append(text(contest.contest().title()))
        .append("</h3>\n")
        .append("<div class=\"scroll\"><table>\n<tr><th>model</th><th></th><th>seconds</th><th>")
        .append(text(contest.contest().unit()))
        .append("/s</th><th>CPU µs</th><th>MB</th><th>threads</th><th>switches</th>")
        .append("<th>connections</th></tr>\n");
    for (EntryResult entry : contest.entries()) {
      html.append("<tr><td>").append(text(entry.entry().model())).append("</td>");
      row(entry, longest, html);
      html.append("</tr>\n");
    }
    html.append("</table></div>\n");
  }

  private static void row(EntryResult entry, double longest, StringBuilder html) {
    Figures figures = entry.figures();
    if (figures == null) {
      note("left out: " + entry.entry().leftOut(), html);
      return;
    }
    if (figures.megabytes() < 0 && figures.failures() > 0) {
      note("ended, " + TextReport.lost(figures), html);
      return;
    }
    html.append(
        String.format(
            Locale.ROOT,
            "<td class=\"chart\"><div class=\"bar\" style=\"width:%.1f%%\"></div></td>"
                + "<td>%.2f</td><td>%,.0f</td><td>%,.1f</td><td>%s</td><td>%s</td><td>%s</td>"
                + "<td>%s</td>",
            100 * figures.seconds() / longest,
            figures.seconds(),
            figures.perSecond(),
            figures.cpuMicrosEach(),
            TextReport.known(Math.round(figures.megabytes())),
            TextReport.known(figures.threads()),
            TextReport.known(figures.switches()),
            entry.connections() > 0 ? TextReport.known(entry.connections()) : ""));
  }

  private static void note(String words, StringBuilder html) {
    html.append("<td class=\"note\" colspan=\"8\">").append(text(words)).append("</td>");
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
