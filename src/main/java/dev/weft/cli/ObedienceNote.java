package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.politeness.PolitenessOptions;
import dev.weft.scope.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The warning that wishes of other people's sites are not obeyed. */
final class ObedienceNote {
  private ObedienceNote() {}

  static Optional<String> warning(CrawlConfig config, List<Seed> seeds) {
    PolitenessOptions options = config.politeness();
    List<String> ignored = new ArrayList<>();
    if (!options.robots()) {
      ignored.add("robots.txt");
    }
    if (!options.pages().robots()) {
      ignored.add("what pages ask of robots");
    }
    if (!options.pages().relNofollow()) {
      ignored.add("rel=nofollow");
    }
    return seeds.stream()
        .map(seed -> seed.url().host())
        .filter(host -> !ignored.isEmpty() && ContactNote.isPublic(host))
        .findFirst()
        .map(
            host ->
                "not heeded, because you say so: "
                    + String.join(", ", ignored)
                    + "; make sure that whoever runs "
                    + host
                    + " agrees");
  }
}
