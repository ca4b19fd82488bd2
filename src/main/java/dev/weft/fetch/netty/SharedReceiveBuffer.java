package dev.weft.fetch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * One receive buffer for all plain connections of a lane, since they read one at a time and keep
 * nothing of it: no allocation per read, no memory for a connection that waits, and room for a
 * large page in one system call. A reader releases it as usual; the lane holds the last reference.
 *
 * <p>Not for TLS, whose handler keeps what it has not yet decrypted.
 */
final class SharedReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private final ByteBuf buffer;

  SharedReceiveBuffer(int bytes) {
    buffer = Unpooled.directBuffer(bytes, bytes);
  }

  /** Frees the memory once no read is under way. */
  void release() {
    buffer.release();
  }

  @Override
  @SuppressWarnings("deprecation") // The return type is; there is no other to override.
  public Handle newHandle() {
    return new SharedHandle();
  }

  private final class SharedHandle extends MaxMessageHandle {
    @Override
    public int guess() {
      return buffer.capacity();
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      return buffer.clear().retain();
    }
  }
}
