package dev.weft.cli;

import dev.weft.SinkKind;
import dev.weft.config.CrawlConfig;
import java.util.Optional;

/** Says when rules find items that no sink of the crawl writes. */
final class ItemsNote {
  private ItemsNote() {}

  /** The warning, if there is reason for one. */
  static Optional<String> warning(CrawlConfig config, boolean toStandardOutput) {
    if (config.parse().rules().items().isEmpty()
        || !config.pluggedSinks().isEmpty()
        || config.sinks().stream().anyMatch(sink -> keeps(sink.kind(), toStandardOutput))) {
      return Optional.empty();
    }
    return Optional.of(
        toStandardOutput
            ? "items go to standard output with the sink jsonl alone; choose it to have them"
            : "items are written by the sinks jsonl and csv; add one of them to keep them");
  }

  /** Whether it writes items, or is to write nothing anyhow. */
  private static boolean keeps(SinkKind kind, boolean toStandardOutput) {
    return kind == SinkKind.NONE
        || (toStandardOutput ? kind == SinkKind.JSONL : kind.writesItems());
  }
}
