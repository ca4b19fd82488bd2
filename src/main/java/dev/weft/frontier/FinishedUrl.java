package dev.weft.frontier;

import org.jspecify.annotations.Nullable;

/**
 * The end of one visit of a URL: what was admitted, what its last request used, and what is kept of
 * it; {@code outcome} is null if it was dropped without a record, as when the scope has changed.
 */
public record FinishedUrl(QueuedUrl url, Usage usage, @Nullable UrlOutcome outcome) {}
