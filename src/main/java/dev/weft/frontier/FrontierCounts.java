package dev.weft.frontier;

/**
 * How many URLs are in which state. {@code queued} includes {@code snoozed} (waiting for a retry)
 * and {@code heldByHostLimit} (of hosts that have all the pages they may have). {@code leased +
 * preparing} is what counts against the concurrency. {@code admitted = queued + leased + finished}
 * at any time.
 */
public record FrontierCounts(
    long admitted,
    long duplicates,
    long queued,
    long snoozed,
    long heldByHostLimit,
    int leased,
    int preparing,
    long finished,
    long pagesFetched,
    long wireBytes,
    int hosts,
    int origins) {}
