package dev.weft.sink;

import dev.weft.page.Page;
import java.io.IOException;

/**
 * A writer of records. The engine calls it from one thread: {@link #open}, then {@link #write} any
 * number of times with a {@link #checkpoint} now and then, then {@link #close}.
 *
 * <p>What was written before a checkpoint returned survives a crash; what came after may be cut
 * off, and then is written again. A sink is correct only if its files can be cut back so, or are
 * written whole and named at the checkpoint.
 */
public interface Sink extends AutoCloseable {
  /** The sink's name in configuration, summaries and errors, such as {@code jsonl}. */
  String name();

  /**
   * Whether pages must carry the wire body, and the transcript around it. A sink that does not ask
   * saves the memory.
   */
  default boolean wantsBodies() {
    return false;
  }

  /**
   * Opens the files, cut back to what was committed, and deletes those of its own that the mark
   * does not know; {@link SinkMark#NOTHING} starts over.
   */
  void open(SinkMark committed) throws IOException;

  /** Writes one record, buffered. */
  void write(Page page) throws IOException;

  /** Hands what is buffered to the operating system, so that readers see whole records. */
  default void flush() throws IOException {}

  /** Makes everything written so far durable, new directory entries too, and says what that is. */
  SinkMark checkpoint() throws IOException;

  @Override
  void close() throws IOException;
}
