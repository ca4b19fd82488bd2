package dev.weft.sink.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Makes gzip members of what a sink writes, on threads of its own, so that the thread of the sinks
 * is left with digests and files. Batches are handed in and waited for in the order of the file;
 * whoever waits takes part in the work. One thread uses it, {@code weft-sink}.
 */
public final class MemberPress implements AutoCloseable {
  /** More threads than this a disk would have to be very fast for. */
  private static final int THREADS_MAX = 4;

  private static final long CLOSE_MILLIS = 1_000;

  private final int level;
  private final int threadsMax;
  private final BlockingQueue<Batch> jobs = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final GzipMember own;

  /** Contents in a row, each of which becomes a member. Not to be changed once it was handed in. */
  public static final class Batch {
    private byte[] bytes;
    private int length;
    private final List<Part> parts = new ArrayList<>();
    private int partFrom;
    private final CompletableFuture<Pressed> pressed = new CompletableFuture<>();

    /** An empty batch for some bytes. */
    public Batch(int sizeHint) {
      bytes = new byte[sizeHint];
    }

    /** Takes bytes of the content that is next. */
    public void take(byte[] from, int at, int count) {
      if (bytes.length - length < count) {
        bytes = Arrays.copyOf(bytes, Math.max(length + count, length + (length >> 1)));
      }
      System.arraycopy(from, at, bytes, length, count);
      length += count;
    }

    /** Takes bytes that are compressed already, by their own coding, and would only take time. */
    public void takePacked(byte[] from, int at, int count) {
      endPart(false, false);
      take(from, at, count);
      endPart(true, false);
    }

    /** Ends a content. */
    public void endMember() {
      endPart(false, true);
    }

    private void endPart(boolean isPacked, boolean endsMember) {
      if (length > partFrom || endsMember) {
        parts.add(new Part(partFrom, length - partFrom, isPacked, endsMember));
        partFrom = length;
      }
    }

    /** The bytes of all contents. */
    public int length() {
      return length;
    }

    /** Whether {@link MemberPress#await} has nothing to wait for. */
    public boolean isDone() {
      return pressed.isDone();
    }

    private void press(GzipMember gzip) {
      try {
        List<Integer> memberEnds = new ArrayList<>();
        gzip.begin(length);
        for (Part part : parts) {
          gzip.add(bytes, part.from, part.length, part.isPacked);
          if (part.endsMember) {
            gzip.endMember();
            memberEnds.add(gzip.length());
          }
        }
        pressed.complete(new Pressed(gzip.take(), memberEnds));
      } catch (Throwable e) {
        pressed.completeExceptionally(e);
      }
    }
  }

  /** Bytes of a member that are treated alike. */
  private record Part(int from, int length, boolean isPacked, boolean endsMember) {}

  /** The members of a batch. */
  public static final class Pressed {
    private final byte[] bytes;
    private final List<Integer> ends;

    private Pressed(byte[] bytes, List<Integer> ends) {
      this.bytes = bytes;
      this.ends = ends;
    }

    /** The bytes of all members; not to be changed. */
    public byte[] bytes() {
      return bytes;
    }

    /** How many members there are. */
    public int count() {
      return ends.size();
    }

    /** Where a member begins in them. */
    public int from(int member) {
      return member == 0 ? 0 : ends.get(member - 1);
    }

    /** How long a member is. */
    public int length(int member) {
      return ends.get(member) - from(member);
    }
  }

  /** A press of this level of {@link java.util.zip.Deflater}. */
  public MemberPress(int level) {
    this.level = level;
    this.own = new GzipMember(level);
    int spare = Runtime.getRuntime().availableProcessors() - 1;
    this.threadsMax = Math.max(1, Math.min(THREADS_MAX, spare));
  }

  /** Hands a batch in. */
  public void submit(Batch batch) {
    jobs.add(batch);
    if (threads.size() < threadsMax) {
      Thread thread = new Thread(this::work, "weft-press-" + (threads.size() + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try (GzipMember gzip = new GzipMember(level)) {
      while (true) {
        jobs.take().press(gzip);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The members of a batch that was handed in; works on others, and then waits.
   *
   * @throws IllegalStateException if it could not be compressed, as without memory
   */
  public Pressed await(Batch batch) {
    while (!batch.isDone()) {
      Batch next = jobs.poll();
      if (next == null) {
        break;
      }
      next.press(own);
    }
    try {
      return batch.pressed.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "records cannot be compressed: " + e.getCause(), e.getCause());
    }
  }

  /** Ends the threads; batches that were not waited for are lost. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
    jobs.clear();
    own.close();
  }
}
