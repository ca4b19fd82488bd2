package dev.weft.parse.frame;

import dev.weft.page.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from a channel, however their bytes are split. The arrays of a frame are used again
 * for the next. The channel blocks; one thread.
 */
public final class FrameReceiver {
  private final ReadableByteChannel channel;
  private final int bodyBytesMax;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(Limits.PIECE_BYTES).flip();
  private byte[] fields = new byte[4 << 10];
  private byte[] body = new byte[0];
  private boolean within;

  /** A receiver of frames with bodies of at most so many bytes. */
  public FrameReceiver(ReadableByteChannel channel, int bodyBytesMax) {
    this.channel = channel;
    this.bodyBytesMax = bodyBytesMax;
  }

  /** One frame; good until the next is received. */
  public record Frame(FrameType type, FieldReader fields, Body body) {}

  /**
   * Waits for the next frame; null if the channel ended after the last one.
   *
   * @throws FrameException if what comes is no frame, or the channel ends within one
   */
  public @Nullable Frame receive() throws IOException {
    within = false;
    if (!fill(Integer.BYTES)) {
      return null;
    }
    within = true;
    int length = piece.getInt();
    if (length < FrameSender.HEAD_BYTES) {
      throw new FrameException("a frame's length is " + length + "; must be 6 or more");
    }
    fill(FrameSender.HEAD_BYTES);
    int version = piece.get();
    if (version != FrameSender.VERSION) {
      throw new FrameException(
          "the frame's version is "
              + version
              + "; must be "
              + FrameSender.VERSION
              + "; both processes must run the same Weft");
    }
    FrameType type = FrameType.of(piece.get());
    int fieldBytes = piece.getInt();
    int bodyBytes = length - FrameSender.HEAD_BYTES - fieldBytes;
    if (fieldBytes < 0 || fieldBytes > Limits.FIELDS_BYTES_MAX) {
      throw tooLong(type, "fields", fieldBytes, Limits.FIELDS_BYTES_MAX);
    }
    if (bodyBytes < 0 || bodyBytes > bodyBytesMax) {
      throw tooLong(type, "body", bodyBytes, bodyBytesMax);
    }
    fields = take(fields, fieldBytes);
    body = take(body, bodyBytes);
    return new Frame(type, new FieldReader(fields, fieldBytes), Body.wrap(body, bodyBytes));
  }

  private static FrameException tooLong(FrameType type, String what, int bytes, int most) {
    return new FrameException(
        "the " + what + " of a " + type + " frame take " + bytes + " bytes; must be 0 to " + most);
  }

  /** Reads so many bytes into this array, or a larger one. */
  private byte[] take(byte[] kept, int count) throws IOException {
    boolean fits = count <= kept.length && kept.length <= Limits.KEPT_BYTES_MAX;
    byte[] to = fits ? kept : new byte[count <= 4 << 10 ? 4 << 10 : count + (count >> 2)];
    for (int taken = 0; taken < count; ) {
      if (!piece.hasRemaining()) {
        fill(1);
      }
      int most = Math.min(piece.remaining(), count - taken);
      piece.get(to, taken, most);
      taken += most;
    }
    return to;
  }

  /** Reads until so many bytes are there; false if the channel ended before the frame began. */
  private boolean fill(int count) throws IOException {
    while (piece.remaining() < count) {
      piece.compact();
      int got = channel.read(piece);
      piece.flip();
      if (got < 0) {
        if (within || piece.hasRemaining()) {
          throw new FrameException("the stream ended within a frame");
        }
        return false;
      }
    }
    return true;
  }
}
