package dev.weft.compare;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A ring of slots in a file that two processes map: one puts, one takes. Both counts are in the
 * file, each on a cache line of its own; a side that waits spins for a while and then rests for
 * moments.
 */
final class Ring {
  private static final VarHandle COUNT =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final int SLOTS = 8_192;
  private static final int PUT_AT = 0;
  private static final int TAKEN_AT = 128;
  private static final int SLOTS_AT = 256;
  private static final int SPINS = 200;
  private static final long PARK_NANOS = 1_000;

  private final ByteBuffer memory;
  private final int slotBytes;
  private long put;
  private long taken;

  private Ring(ByteBuffer memory, int slotBytes) {
    this.memory = memory;
    this.slotBytes = slotBytes;
  }

  static Ring make(Path file, int slotBytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new Ring(map(channel, slotBytes), slotBytes);
    }
  }

  static Ring of(Path file, int slotBytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Ring(map(channel, slotBytes), slotBytes);
    }
  }

  private static ByteBuffer map(FileChannel channel, int slotBytes) throws IOException {
    return channel.map(FileChannel.MapMode.READ_WRITE, 0, SLOTS_AT + (long) SLOTS * slotBytes);
  }

  void put(byte[] message) {
    if (put - taken == SLOTS) {
      taken = await(TAKEN_AT, put - SLOTS);
    }
    memory.put(slot(put), message);
    COUNT.setRelease(memory, PUT_AT, ++put);
  }

  void take(byte[] message) {
    if (taken == put) {
      put = await(PUT_AT, taken);
    }
    memory.get(slot(taken), message);
    COUNT.setRelease(memory, TAKEN_AT, ++taken);
  }

  private int slot(long count) {
    return SLOTS_AT + (int) (count % SLOTS) * slotBytes;
  }

  /** Waits until a count is more than this. */
  @SuppressWarnings("ThreadPriorityCheck") // who waits must let the other side run
  private long await(int at, long than) {
    for (int spins = 0; ; spins++) {
      long count = (long) COUNT.getAcquire(memory, at);
      if (count > than) {
        return count;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PARK_NANOS);
      }
    }
  }
}
