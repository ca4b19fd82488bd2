package dev.weft.cli;

import dev.weft.SinkKind;
import dev.weft.config.CrawlConfig;
import java.util.Optional;

/** Says when rules find items that no sink of the crawl writes. */
final class ItemsNote {
  private ItemsNote() {}

  /** The warning, if there is reason for one. */
  static Optional<String> warning(CrawlConfig config) {
    boolean hasItems = !config.parse().rules().items().isEmpty();
    boolean areWritten =
        config.sinks().stream()
            .anyMatch(sink -> sink.kind() == SinkKind.JSONL || sink.kind() == SinkKind.NONE);
    return hasItems && !areWritten
        ? Optional.of("items are written by the sink jsonl alone; add --sink jsonl to keep them")
        : Optional.empty();
  }
}
