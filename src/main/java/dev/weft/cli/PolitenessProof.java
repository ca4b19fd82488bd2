package dev.weft.cli;

import dev.weft.engine.Engine;
import dev.weft.frontier.Recovered;
import dev.weft.politeness.HostReport;
import dev.weft.politeness.PolitenessCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether hosts were treated as promised, by the ledger of a crawl: every gap as long as the delay
 * that was in force, robots.txt before pages. The ledger is the file that a run leaves, or after a
 * kill what the state remembers.
 */
final class PolitenessProof {
  private static final int PROBLEMS_MAX = 100;

  private final List<String> problems = new ArrayList<>();
  private long problemCount;
  private long hosts;
  private long gaps;

  /** Reads the ledger of a folder. */
  static PolitenessProof of(Path folder, Recovered recovered) throws IOException {
    PolitenessProof proof = new PolitenessProof();
    Path file = folder.resolve(OutputFolder.HOSTS);
    if (Files.exists(file)) {
      HostsFile.read(file, proof::add);
    } else {
      Engine.busiest(recovered, Integer.MAX_VALUE).forEach(proof::add);
    }
    return proof;
  }

  private void add(HostReport report) {
    hosts++;
    gaps += report.gaps().count();
    for (String problem : PolitenessCheck.problems(report, Duration.ZERO)) {
      problemCount++;
      if (problems.size() < PROBLEMS_MAX) {
        problems.add(problem);
      }
    }
  }

  boolean isRight() {
    return problemCount == 0;
  }

  void tell(Terminal terminal) {
    problems.forEach(terminal::complain);
    if (problemCount > problems.size()) {
      terminal.complain(
          "and " + Figures.count(problemCount - problems.size()) + " more like these");
    }
    terminal.say(
        "  "
            + Figures.count(hosts, "host", "hosts")
            + (isRight() ? " treated as promised, " : " not all treated as promised, ")
            + Figures.count(gaps, "gap", "gaps")
            + " between requests");
  }
}
