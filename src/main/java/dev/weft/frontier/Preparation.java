package dev.weft.frontier;

import dev.weft.url.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An origin whose robots rules and addresses must be found before its URLs may be leased. It holds
 * one in-flight place of its host and obeys its delay, but no pages and no bytes of the limits.
 */
public final class Preparation implements Grant {
  final HostQueue queue;
  final HostGate gate;

  /** Where it counts besides its host: the address the host had when this was granted. */
  final @Nullable AddressGate address;

  private final int attempts;
  private boolean open = true;

  Preparation(HostQueue queue, HostGate gate, int attempts) {
    this.queue = queue;
    this.gate = gate;
    this.address = gate.address;
    this.attempts = attempts;
  }

  @Override
  public Origin origin() {
    return queue.origin;
  }

  /** The preparations of this origin that were postponed since it was last prepared. */
  @Override
  public int attempts() {
    return attempts;
  }

  /** Marks the preparation handed back. */
  void close(Frontier owner) {
    if (!open || queue.owner != owner) {
      throw new IllegalStateException(
          (open ? "a preparation of another frontier: " : "handed back twice: preparation of ")
              + origin());
    }
    open = false;
  }

  @Override
  public String toString() {
    return "preparation of " + origin();
  }
}
