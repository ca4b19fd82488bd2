package dev.weft.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection with a time limit on everything, which blocking Unix sockets do not have. Owns the
 * channel.
 */
final class Peer implements AutoCloseable {
  private static final int BLOCK_BYTES = 4 << 10;

  private final SocketChannel channel;
  private final Selector selector;
  private final long endNanos;
  private final ByteBuffer in = ByteBuffer.allocate(BLOCK_BYTES).flip();

  Peer(SocketChannel channel, Duration patience) throws IOException {
    this.channel = channel;
    this.endNanos = System.nanoTime() + patience.toNanos();
    try {
      channel.configureBlocking(false);
      selector = Selector.open();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A line without its end. */
  String line(int bytesMax) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = read();
    while (next != '\n') {
      if (line.size() == bytesMax) {
        throw new IOException("a line has more than " + bytesMax + " bytes");
      }
      line.write(next);
      next = read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  String text(int bytes) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(Math.min(bytes, BLOCK_BYTES));
    while (text.size() < bytes) {
      text.write(read());
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private int read() throws IOException {
    while (!in.hasRemaining()) {
      in.clear();
      int count = channel.read(in);
      in.flip();
      if (count < 0) {
        throw new EOFException("the other side closed the connection");
      } else if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return in.get() & 0xff;
  }

  void write(String text) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    long leftNanos = endNanos - System.nanoTime();
    if (leftNanos <= 0) {
      throw new SocketTimeoutException("the other side is too slow");
    }
    channel.register(selector, operation);
    selector.select(leftNanos / 1_000_000 + 1);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
