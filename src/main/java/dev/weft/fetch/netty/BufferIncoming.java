package dev.weft.fetch.netty;

import dev.weft.fetch.body.Incoming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The readable bytes of a buffer; one for all reads of a loop. It owns no reference. */
final class BufferIncoming implements Incoming {
  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

  /** Is over {@code now} from here on. */
  Incoming over(ByteBuf now) {
    buffer = now;
    return this;
  }

  @Override
  public int size() {
    return buffer.readableBytes();
  }

  @Override
  public byte next() {
    return buffer.readByte();
  }

  @Override
  public void take(byte[] into, int offset, int count) {
    buffer.readBytes(into, offset, count);
  }

  @Override
  public void skip(int count) {
    buffer.skipBytes(count);
  }

  @Override
  public void putBack(int count) {
    buffer.readerIndex(buffer.readerIndex() - count);
  }
}
