package dev.weft.frontier;

/** How many URLs are in which state: the sums of a frontier, wherever its URLs are. */
final class Books {
  private long admitted;
  private long duplicates;
  private long queued;
  private long snoozed;
  private long heldByHostLimit;
  private long finished;
  private int leased;
  private int preparing;

  /** The sums as of what was recovered: all that is not finished is queued. */
  Books(Recovered recovered) {
    finished = recovered.finished();
    queued = recovered.queuedUrls();
    admitted = finished + queued;
    duplicates = recovered.duplicates();
  }

  void admitted(long urls) {
    admitted += urls;
  }

  void duplicates(long urls) {
    duplicates += urls;
  }

  /** URLs came into the queues of a gate, or left them if negative. */
  void queued(HostGate gate, long more) {
    queued += more;
    gate.addQueued(more);
    if (gate.isExhausted()) {
      heldByHostLimit += more;
    }
  }

  /** URLs wait outside of all gates, or do so no more if negative. */
  void absent(long more) {
    queued += more;
  }

  /** URLs that wait will never go, because their host has all the pages it may have. */
  void held(long more) {
    heldByHostLimit += more;
  }

  void snoozed(long more) {
    snoozed += more;
  }

  void leased() {
    leased++;
  }

  void handedBack() {
    leased--;
  }

  void preparing() {
    preparing++;
  }

  void preparationEnded() {
    preparing--;
  }

  void finished() {
    finished++;
  }

  long duplicates() {
    return duplicates;
  }

  /** The grants that were not handed back. */
  int inFlight() {
    return leased + preparing;
  }

  /** Whether no URL waits that may ever go. */
  boolean isDrained() {
    return queued == heldByHostLimit;
  }

  FrontierCounts counts(Budget budget, Residents residents) {
    return new FrontierCounts(
        admitted,
        duplicates,
        queued,
        snoozed,
        heldByHostLimit,
        leased,
        preparing,
        finished,
        budget.pagesFetched(),
        budget.bytesSpent(),
        residents.hosts(),
        residents.origins());
  }
}
