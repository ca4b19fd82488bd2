package dev.weft.fetch.body;

import dev.weft.page.Body;
import dev.weft.page.FetchFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one body, copied once out of the buffers they are read into, up to a cap; those of a
 * large body go on into a file, segment by segment.
 *
 * <p>A declared length is believed in proportion to the bytes that came: an ordinary page gets an
 * array of its exact size with the first of them, while a server that declares a gigabyte and sends
 * a byte gets a few kilobytes. Without a declared length the array doubles. What arrays there are
 * is on the budget's account until the body is given or discarded; then it is its new owner's.
 */
public final class BodyBuffer {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_BYTES = 4 << 10;

  /**
   * How many times the bytes that came a declared length is believed: 16 makes one array of any
   * page whose first read brings a sixteenth of it.
   */
  private static final long BELIEVED_RATIO = 16;

  /** What is written to a file at a time: enough to make the hand-over cheap. */
  private static final int SEGMENT_BYTES = 256 << 10;

  /** The same while the body is small, of which there may be many when memory is spent. */
  private static final int SMALL_SEGMENT_BYTES = 16 << 10;

  private final BodyStore store;
  private final Runnable onRoom;
  private byte[] bytes = NOTHING;
  private int length;
  private long spilled;
  private @Nullable Spill spill;
  private long cap;
  private long declared;
  private boolean overflowed;

  /**
   * {@code onRoom} is run on another thread when a file has caught up, so that reading may go on.
   */
  BodyBuffer(BodyStore store, Runnable onRoom) {
    this.store = store;
    this.onRoom = onRoom;
  }

  public void reset(long bytesMax) {
    discard();
    cap = bytesMax;
    declared = 0;
    overflowed = false;
  }

  /** Remembers the length that was declared. */
  public void expect(long declaredBytes) {
    declared = declaredBytes;
  }

  /** Takes {@code count} readable bytes; those over the cap are skipped and remembered as such. */
  public void append(Incoming in, int count) {
    int fitting = (int) Math.min(count, cap - spilled - length);
    if (spill == null && mustSpill(length + fitting)) {
      spill = store.spill(onRoom);
      handOver(spill);
    }
    if (spill == null) {
      makeRoom(fitting);
      in.take(bytes, length, fitting);
      length += fitting;
    } else {
      appendToFile(in, fitting, spill);
    }
    if (fitting < count) {
      overflowed = true;
      in.skip(count - fitting);
    }
  }

  /** Whether the body is too large for memory, or memory is spent and cannot wait for others. */
  private boolean mustSpill(int size) {
    return size > store.spillBytes() || (size > bytes.length && store.isSpent());
  }

  private void appendToFile(Incoming in, int count, Spill to) {
    int left = count;
    while (left > 0) {
      if (bytes.length == 0) {
        grow(spilled + length < store.spillBytes() ? SMALL_SEGMENT_BYTES : SEGMENT_BYTES);
      }
      int run = Math.min(left, bytes.length - length);
      in.take(bytes, length, run);
      length += run;
      left -= run;
      if (length == bytes.length) {
        handOver(to);
      }
    }
  }

  private void handOver(Spill to) {
    if (bytes.length > 0) {
      to.add(bytes, length);
    }
    spilled += length;
    bytes = NOTHING;
    length = 0;
  }

  private void makeRoom(int fitting) {
    if (bytes.length - length < fitting) {
      grow(sizeFor(length + fitting));
    }
  }

  private void grow(int size) {
    store.budget().take(size - bytes.length);
    bytes = Arrays.copyOf(bytes, size);
  }

  private int sizeFor(int needed) {
    long generous =
        declared > 0
            ? Math.min(declared, Math.max(FIRST_BYTES, BELIEVED_RATIO * needed))
            : Math.max(FIRST_BYTES, 2L * bytes.length);
    return (int) Math.min(Math.min(cap, store.spillBytes()), Math.max(needed, generous));
  }

  /** Whether more came than the cap allows. */
  public boolean overflowed() {
    return overflowed;
  }

  /** Whether nothing more should be read for now, because the file lags behind. */
  public boolean isFull() {
    return spill != null && spill.isBacklogged();
  }

  /** Whether the body cannot be kept because its file cannot be written. */
  public @Nullable IOException problem() {
    return spill == null ? null : spill.problem();
  }

  /**
   * Gives the bytes away, where the store writes its files at once; the buffer is empty afterwards.
   *
   * @throws IOException if the file could not be written
   */
  public Body give() throws IOException {
    Body[] given = new Body[1];
    String[] refused = new String[1];
    give(
        Runnable::run,
        new Taker() {
          @Override
          public void take(Body body) {
            given[0] = body;
          }

          @Override
          public void refuse(FetchFailure reason, String message) {
            refused[0] = message;
          }
        });
    if (given[0] == null) {
      throw new IOException(refused[0]);
    }
    return given[0];
  }

  /**
   * Gives the bytes away; the buffer is empty afterwards.
   *
   * @param loop where {@code taker} is told: at once for a body in memory, and later for one whose
   *     file is still being written; if it has ended by then, the body is closed
   * @param taker gets the body, or says with what failure and why there is none
   */
  public void give(Executor loop, Taker taker) {
    Spill to = spill;
    if (to == null) {
      Body body = length == 0 ? Body.EMPTY : Body.accounted(bytes, length, store.budget());
      bytes = length == 0 ? bytes : NOTHING;
      discard();
      taker.take(body);
      return;
    }
    handOver(to);
    spill = null;
    spilled = 0;
    to.finish((body, problem) -> tellOn(loop, taker, body, problem));
  }

  private static void tellOn(
      Executor loop, Taker taker, @Nullable Body body, @Nullable IOException problem) {
    try {
      loop.execute(() -> tell(taker, body, problem));
    } catch (RejectedExecutionException ended) {
      if (body != null) {
        body.close();
      }
    }
  }

  private static void tell(Taker taker, @Nullable Body body, @Nullable IOException problem) {
    if (body != null) {
      taker.take(body);
    } else {
      taker.refuse(FetchFailure.NOT_STORED, notStored(problem));
    }
  }

  /** Why a body is not kept, for people. */
  public static String notStored(@Nullable IOException problem) {
    return "the body is too large for memory and its temporary file cannot be written: "
        + (problem == null ? "no reason given" : problem.getMessage());
  }

  /** Drops what there is of the body. */
  public void discard() {
    if (bytes.length > 0) {
      store.budget().give(bytes.length);
    }
    if (spill != null) {
      spill.discard();
    }
    bytes = NOTHING;
    length = 0;
    spill = null;
    spilled = 0;
  }

  /** Who gets a body. */
  public interface Taker {
    void take(Body body);

    void refuse(FetchFailure reason, String message);
  }
}
