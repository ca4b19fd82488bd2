package dev.weft.parse.frame;

import dev.weft.page.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Puts frames on a channel. A frame is four bytes that count all after them; the version; the type;
 * four bytes that count the fields; the fields; the body. Small frames are one write. The channel
 * blocks; one thread.
 */
public final class FrameSender {
  static final byte VERSION = 1;

  /** The bytes between the count at the beginning and the fields: version, type, second count. */
  static final int HEAD_BYTES = 6;

  private final WritableByteChannel channel;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(Limits.PIECE_BYTES);

  public FrameSender(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Sends a frame without a body. */
  public void send(FrameType type, FieldWriter fields) throws IOException {
    send(type, fields, Body.EMPTY);
  }

  /** Sends a frame; its body, in memory or in a file, is copied once, into the socket's buffer. */
  public void send(FrameType type, FieldWriter fields, Body body) throws IOException {
    if (fields.length() > Limits.FIELDS_BYTES_MAX || body.length() > Limits.BODY_BYTES_MAX) {
      throw new FrameException(
          "a frame of " + fields.length() + " bytes of fields and " + body.length() + " of body");
    }
    piece.clear();
    piece.putInt(HEAD_BYTES + fields.length() + (int) body.length());
    piece.put(VERSION).put(type.code()).putInt(fields.length());
    for (int sent = 0; sent < fields.length(); ) {
      int most = Math.min(room(), fields.length() - sent);
      piece.put(fields.array(), sent, most);
      sent += most;
    }
    for (long sent = 0; sent < body.length(); ) {
      room();
      sent += body.copy(sent, piece);
    }
    flush();
  }

  private int room() throws IOException {
    if (!piece.hasRemaining()) {
      flush();
    }
    return piece.remaining();
  }

  private void flush() throws IOException {
    piece.flip();
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    piece.clear();
  }
}
