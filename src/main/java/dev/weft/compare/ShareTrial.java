package dev.weft.compare;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * State that several share: a map behind a lock, or owned by one thread that is sent what to do;
 * and messages of 128 bytes to another thread by a queue, to another process by a socket or by
 * shared memory.
 */
final class ShareTrial {
  static final String KIND = "share";

  /** The other side of a socket or a shared memory. */
  static final String PEER_KIND = "share-peer";

  /** Variants, by the word on the command line. */
  static final String LOCK = "lock";

  static final String OWNER = "owner";
  static final String QUEUE = "queue";
  static final String SOCKET = "socket";
  static final String MEMORY = "memory";

  static final int MESSAGE_BYTES = 128;

  private static final int CHANGES = 4_000_000;
  private static final int MESSAGES = 2_000_000;
  private static final int KEYS = 1_000;
  private static final int QUEUE_MAX = 1_024;
  private static final int BUFFER_BYTES = 64 << 10;

  private ShareTrial() {}

  /** {@code VARIANT THREADS}. */
  static Figures run(List<String> arguments) throws Exception {
    int threads = Integer.parseInt(arguments.get(1));
    return switch (arguments.get(0)) {
      case LOCK -> twice(CHANGES, () -> lock(threads));
      case OWNER -> twice(CHANGES, () -> owner(threads));
      case QUEUE -> twice(MESSAGES, ShareTrial::queue);
      case SOCKET -> betweenProcesses(SOCKET);
      case MEMORY -> betweenProcesses(MEMORY);
      default -> throw new IllegalArgumentException("no variant " + arguments.get(0));
    };
  }

  /** Once to be warm, once measured. */
  private static Figures twice(long operations, Meter.Work work) throws Exception {
    work.run();
    return Meter.measure(operations, work);
  }

  private static long lock(int threads) throws InterruptedException {
    Map<Integer, Long> counts = new HashMap<>();
    ReentrantLock lock = new ReentrantLock();
    inThreads(
        threads,
        number -> {
          for (int i = number; i < CHANGES; i += threads) {
            lock.lock();
            try {
              counts.merge(i % KEYS, 1L, Long::sum);
            } finally {
              lock.unlock();
            }
          }
        });
    return missing(counts);
  }

  private static long owner(int threads) throws InterruptedException {
    Map<Integer, Long> counts = new HashMap<>();
    BlockingQueue<Integer> mailbox = new LinkedBlockingQueue<>(QUEUE_MAX * threads);
    Thread owner =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < CHANGES; i++) {
                  counts.merge(mailbox.take(), 1L, Long::sum);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "weft-owner");
    owner.start();
    inThreads(
        threads,
        number -> {
          for (int i = number; i < CHANGES; i += threads) {
            mailbox.put(i % KEYS);
          }
        });
    owner.join();
    return missing(counts);
  }

  private static long missing(Map<Integer, Long> counts) {
    return CHANGES - counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long queue() throws InterruptedException {
    BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    long[] got = new long[1];
    Thread consumer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < MESSAGES; i++) {
                  got[0] += queue.take().length == MESSAGE_BYTES ? 1 : 0;
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "weft-consumer");
    consumer.start();
    for (int i = 0; i < MESSAGES; i++) {
      queue.put(new byte[MESSAGE_BYTES]);
    }
    consumer.join();
    return MESSAGES - got[0];
  }

  private interface Part {
    void run(int number) throws InterruptedException;
  }

  private static void inThreads(int threads, Part part) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int number = i;
      new Thread(
              () -> {
                try {
                  part.run(number);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  left.countDown();
                }
              },
              "weft-share-" + i)
          .start();
    }
    left.await();
  }

  // --- between processes ------------------------------------------------------------------------

  /** Both sides: the messages go, then a message comes back that says how many were whole. */
  private static Figures betweenProcesses(String variant) throws Exception {
    Path folder = Files.createTempDirectory("weft-share");
    Path file = folder.resolve(variant);
    try (Channel mine = Channel.make(variant, file);
        TrialProcess other = TrialProcess.start(List.of(PEER_KIND, variant, file.toString()))) {
      mine.open();
      sendAll(mine, other);
      return Meter.measure(MESSAGES, () -> MESSAGES - sendAll(mine, other));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static long sendAll(Channel channel, TrialProcess other) throws IOException {
    byte[] message = new byte[MESSAGE_BYTES];
    for (int i = 0; i < MESSAGES; i++) {
      message[i % MESSAGE_BYTES] = (byte) i;
      channel.send(message);
    }
    channel.flush();
    String told = other.line();
    if (told == null) {
      throw new IOException("the other process ended");
    }
    return Long.parseLong(told);
  }

  /** The other process: takes messages and tells after each batch how many came. */
  static Figures peer(List<String> arguments) throws Exception {
    try (Channel channel = Channel.of(arguments.get(0), Path.of(arguments.get(1)))) {
      byte[] message = new byte[MESSAGE_BYTES];
      while (true) {
        long came = 0;
        for (int i = 0; i < MESSAGES; i++) {
          channel.receive(message);
          came += message[i % MESSAGE_BYTES] == (byte) i ? 1 : 0;
        }
        System.out.println(came);
        System.out.flush();
      }
    }
  }

  /** A way for messages from one process to another. */
  private interface Channel extends AutoCloseable {
    void open() throws IOException;

    void send(byte[] message) throws IOException;

    void flush() throws IOException;

    void receive(byte[] message) throws IOException;

    @Override
    void close() throws IOException;

    /** The sender's side. */
    static Channel make(String variant, Path file) throws IOException {
      return variant.equals(SOCKET) ? new Socket(file, true) : new SharedRing(file, true);
    }

    /** The receiver's side. */
    static Channel of(String variant, Path file) throws IOException {
      return variant.equals(SOCKET) ? new Socket(file, false) : new SharedRing(file, false);
    }
  }

  /** A Unix domain socket, written and read through buffers. */
  private static final class Socket implements Channel {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ServerSocketChannel server;
    private SocketChannel socket;

    Socket(Path file, boolean isSender) throws IOException {
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      if (isSender) {
        server.bind(address);
        socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      } else {
        server.close();
        socket = SocketChannel.open(address);
        buffer.flip();
      }
    }

    @Override
    public void open() throws IOException {
      socket.close();
      socket = server.accept();
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
      while (buffer.hasRemaining()) {
        socket.write(buffer);
      }
      buffer.clear();
    }

    @Override
    public void receive(byte[] message) throws IOException {
      while (buffer.remaining() < message.length) {
        buffer.compact();
        if (socket.read(buffer) < 0) {
          throw new EOFException("the sender ended");
        }
        buffer.flip();
      }
      buffer.get(message);
    }

    @Override
    public void close() throws IOException {
      socket.close();
      server.close();
    }
  }

  /** A {@link Ring} as a channel. */
  private static final class SharedRing implements Channel {
    private final Ring ring;

    SharedRing(Path file, boolean isSender) throws IOException {
      ring = isSender ? Ring.make(file, MESSAGE_BYTES) : Ring.of(file, MESSAGE_BYTES);
    }

    @Override
    public void open() {}

    @Override
    public void send(byte[] message) {
      ring.put(message);
    }

    @Override
    public void flush() {}

    @Override
    public void receive(byte[] message) {
      ring.take(message);
    }

    @Override
    public void close() {}
  }
}
