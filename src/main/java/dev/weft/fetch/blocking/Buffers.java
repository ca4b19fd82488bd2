package dev.weft.fetch.blocking;

import dev.weft.fetch.body.BodyStore;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.BytesIncoming;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What reading an answer takes: held from its first byte to its end, so that a connection that
 * waits costs little. Of one thread at a time.
 */
final class Buffers {
  final byte[] receive;
  final BytesIncoming incoming = new BytesIncoming();
  final AnswerReader reader;

  private Buffers(Limits limits, BodyStore bodies, boolean keepsHeads) {
    receive = new byte[limits.receiveBytes()];
    reader = new AnswerReader(new AnswerReader.Scratch(keepsHeads), bodies.buffer(() -> {}));
  }

  /** Those not in use. Any thread. */
  static final class Shelf {
    private final Limits limits;
    private final BodyStore bodies;
    private final boolean keepsHeads;
    private final BlockingQueue<Buffers> unused;

    Shelf(Limits limits, BodyStore bodies, boolean keepsHeads) {
      this.keepsHeads = keepsHeads;
      this.limits = limits;
      this.bodies = bodies;
      unused = new ArrayBlockingQueue<>(limits.buffersKept());
    }

    Buffers take() {
      Buffers kept = unused.poll();
      return kept == null ? new Buffers(limits, bodies, keepsHeads) : kept;
    }

    /** Keeps it if there is room. */
    void put(Buffers buffers) {
      if (!unused.offer(buffers)) {
        return; // Dropped.
      }
    }
  }
}
