package dev.weft.politeness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a host was treated as promised, judged by its report alone. */
public final class PolitenessCheck {
  private PolitenessCheck() {}

  /** What was broken, a sentence each; empty if nothing was. */
  public static List<String> problems(HostReport report, Duration userDelay) {
    List<String> problems = new ArrayList<>();
    HostReport.Gaps gaps = report.gaps();
    if (gaps.shorter() > 0) {
      problems.add(
          report.host()
              + ": "
              + gaps.shorter()
              + " of "
              + gaps.count()
              + " gaps were shorter than the delay in force");
    }
    boolean isGuest = report.pace().source() != PaceSource.OWN_SITE;
    Duration least = report.delayMin().compareTo(userDelay) > 0 ? report.delayMin() : userDelay;
    if (isGuest && gaps.count() > 0 && gaps.smallest().compareTo(least) < 0) {
      problems.add(
          report.host() + ": the smallest gap is " + gaps.smallest() + "; asked for " + least);
    }
    if (report.pagesBeforeRobots() > 0) {
      problems.add(
          report.host()
              + ": "
              + report.pagesBeforeRobots()
              + " pages were asked for before its robots.txt");
    }
    if (gaps.count() > 0 && gaps.median().compareTo(gaps.smallest()) < 0) {
      problems.add(report.host() + ": the median gap is below the smallest; the ledger is broken");
    }
    return problems;
  }
}
