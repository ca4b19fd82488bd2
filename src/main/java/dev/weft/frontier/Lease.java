package dev.weft.frontier;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import org.jspecify.annotations.Nullable;

/** A URL handed out and not yet finished, with the part of each limit it holds. */
public final class Lease implements Grant {
  final HostQueue queue;
  final HostGate gate;

  /** Where it counts besides its host: the address the host had when this was granted. */
  final @Nullable AddressGate address;

  final QueuedUrl queued;
  final long turn;
  private final long bodyBytesMax;
  private boolean open = true;

  /** {@code turn} numbers leases: what is given back keeps the order it was leased in. */
  Lease(HostQueue queue, HostGate gate, QueuedUrl queued, long turn, long bodyBytesMax) {
    this.queue = queue;
    this.gate = gate;
    this.address = gate.address;
    this.queued = queued;
    this.turn = turn;
    this.bodyBytesMax = bodyBytesMax;
  }

  /** What was admitted. */
  public Candidate candidate() {
    return queued.candidate();
  }

  public CrawlUrl url() {
    return queued.candidate().url();
  }

  @Override
  public Origin origin() {
    return queue.origin;
  }

  /** The attempts made before this one. */
  @Override
  public int attempts() {
    return queued.attempts();
  }

  /** Which visit of the URL this is, from 1. */
  public int visit() {
    return queued.visit();
  }

  /** What the page is to be compared with; see {@link QueuedUrl}. */
  public @Nullable UrlOutcome earlier() {
    return queued.earlier();
  }

  /** The number of its admission; see {@link QueuedUrl}. */
  public long order() {
    return queued.order();
  }

  /** The most body bytes this lease may take off the wire: what it has reserved. */
  public long bodyBytesMax() {
    return bodyBytesMax;
  }

  /** Marks the lease handed back, having used no more than it reserved. */
  void close(Frontier owner, Usage usage) {
    if (!open || queue.owner != owner) {
      throw new IllegalStateException(
          (open ? "a lease of another frontier: " : "handed back twice: ") + url());
    }
    if (gate.draining && !usage.equals(Usage.NONE)) {
      throw new IllegalStateException("a request was made where none was to be: " + url());
    }
    if (usage.wireBytes() > bodyBytesMax) {
      long taken = usage.wireBytes();
      throw new IllegalStateException(
          "took " + taken + " body bytes where " + bodyBytesMax + " were reserved: " + url());
    }
    open = false;
  }

  @Override
  public String toString() {
    return "lease " + turn + " of " + url();
  }
}
