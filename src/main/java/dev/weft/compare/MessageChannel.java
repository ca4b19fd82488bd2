package dev.weft.compare;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ways for messages of one length from one process to another, by their word: its standard input, a
 * Unix domain socket, or memory that both map. A side is used by one thread.
 */
final class MessageChannel {
  static final String PIPE = "pipe";
  static final String SOCKET = "socket";
  static final String MEMORY = "memory";

  private static final int BUFFER_BYTES = 64 << 10;

  private MessageChannel() {}

  /** The side that sends; opened when the other process runs. */
  interface Sender extends AutoCloseable {
    void open(TrialProcess other) throws IOException;

    void send(byte[] message) throws IOException;

    void flush() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** The side that receives. */
  interface Receiver extends AutoCloseable {
    void receive(byte[] message) throws IOException;

    @Override
    void close() throws IOException;
  }

  static Sender prepare(String way, Path file, int messageBytes) throws IOException {
    return switch (way) {
      case PIPE -> new PipeSender();
      case SOCKET -> new SocketSender(file);
      case MEMORY -> new RingSender(Ring.make(file, messageBytes));
      default -> throw new IllegalArgumentException("no way " + way);
    };
  }

  static Receiver connect(String way, Path file, int messageBytes) throws IOException {
    return switch (way) {
      case PIPE -> new StreamReceiver(Channels.newChannel(System.in));
      case SOCKET -> new StreamReceiver(SocketChannel.open(UnixDomainSocketAddress.of(file)));
      case MEMORY -> new RingReceiver(Ring.of(file, messageBytes));
      default -> throw new IllegalArgumentException("no way " + way);
    };
  }

  /** Bytes gathered until there are many. */
  private abstract static class StreamSender implements Sender {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private @Nullable WritableByteChannel out;

    void sendTo(WritableByteChannel channel) {
      out = channel;
    }

    @Override
    public void send(byte[] message) throws IOException {
      if (buffer.remaining() < message.length) {
        flush();
      }
      buffer.put(message);
    }

    @Override
    public void flush() throws IOException {
      buffer.flip();
      while (out != null && buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }

  private static final class PipeSender extends StreamSender {
    private OutputStream pipe = OutputStream.nullOutputStream();

    @Override
    public void open(TrialProcess other) {
      pipe = other.input();
      sendTo(Channels.newChannel(pipe));
    }

    @Override
    public void flush() throws IOException {
      super.flush();
      pipe.flush();
    }
  }

  private static final class SocketSender extends StreamSender {
    private final ServerSocketChannel server;

    SocketSender(Path file) throws IOException {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file));
    }

    @Override
    public void open(TrialProcess other) throws IOException {
      sendTo(server.accept());
    }

    @Override
    public void close() throws IOException {
      super.close();
      server.close();
    }
  }

  private static final class StreamReceiver implements Receiver {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
    private final ReadableByteChannel in;

    StreamReceiver(ReadableByteChannel in) {
      this.in = in;
    }

    @Override
    public void receive(byte[] message) throws IOException {
      while (buffer.remaining() < message.length) {
        buffer.compact();
        if (in.read(buffer) < 0) {
          throw new EOFException("the sender ended");
        }
        buffer.flip();
      }
      buffer.get(message);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private record RingSender(Ring ring) implements Sender {
    @Override
    public void open(TrialProcess other) {}

    @Override
    public void send(byte[] message) {
      ring.put(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private record RingReceiver(Ring ring) implements Receiver {
    @Override
    public void receive(byte[] message) {
      ring.take(message);
    }

    @Override
    public void close() {}
  }
}
