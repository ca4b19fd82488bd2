package dev.weft.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Messages to another thread by a queue, or to another process by a pipe, a socket or shared
 * memory; the other side looks at each.
 */
final class MessageTrial {
  static final String KIND = "messages";

  /** The other process. */
  static final String PEER_KIND = "messages-peer";

  /** To a thread; between processes there are those of {@link MessageChannel}. */
  static final String QUEUE = "queue";

  static final int MESSAGE_BYTES = 128;
  static final int MESSAGES = 2_000_000;

  private static final int QUEUE_MAX = 1_024;

  private MessageTrial() {}

  /** {@code VARIANT}. */
  static Figures run(List<String> arguments) throws Exception {
    String variant = arguments.get(0);
    if (variant.equals(QUEUE)) {
      ExecutorService pool = Executors.newCachedThreadPool();
      queue(pool);
      return Meter.measure(MESSAGES, () -> queue(pool));
    }
    return betweenProcesses(variant);
  }

  private static long queue(ExecutorService pool) throws Exception {
    BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    Future<Long> consumer =
        pool.submit(
            () -> {
              long came = 0;
              for (int i = 0; i < MESSAGES; i++) {
                came += isWhole(queue.take(), i) ? 1 : 0;
              }
              return came;
            });
    for (int i = 0; i < MESSAGES; i++) {
      byte[] message = new byte[MESSAGE_BYTES];
      mark(message, i);
      queue.put(message);
    }
    return MESSAGES - consumer.get();
  }

  /** The messages go; then a line comes back that says how many were whole. */
  private static Figures betweenProcesses(String variant) throws Exception {
    Path folder = Files.createTempDirectory("weft-share");
    Path file = folder.resolve(variant);
    try (MessageChannel.Sender way = MessageChannel.prepare(variant, file, MESSAGE_BYTES);
        TrialProcess other = TrialProcess.start(List.of(PEER_KIND, variant, file.toString()))) {
      way.open(other);
      sendAll(way, other);
      return Meter.measure(MESSAGES, () -> MESSAGES - sendAll(way, other));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static long sendAll(MessageChannel.Sender way, TrialProcess other) throws IOException {
    byte[] message = new byte[MESSAGE_BYTES];
    for (int i = 0; i < MESSAGES; i++) {
      mark(message, i);
      way.send(message);
    }
    way.flush();
    String told = other.line();
    if (told == null) {
      throw new IOException("the other process ended");
    }
    return Long.parseLong(told);
  }

  /** The other process: takes messages and tells after each batch how many came. */
  static void peer(List<String> arguments) throws IOException {
    try (MessageChannel.Receiver way =
        MessageChannel.connect(arguments.get(0), Path.of(arguments.get(1)), MESSAGE_BYTES)) {
      byte[] message = new byte[MESSAGE_BYTES];
      while (true) {
        long came = 0;
        for (int i = 0; i < MESSAGES; i++) {
          way.receive(message);
          came += isWhole(message, i) ? 1 : 0;
        }
        System.out.println(came);
        System.out.flush();
      }
    }
  }

  private static void mark(byte[] message, int number) {
    message[number % MESSAGE_BYTES] = (byte) number;
  }

  private static boolean isWhole(byte[] message, int number) {
    return message.length == MESSAGE_BYTES && message[number % MESSAGE_BYTES] == (byte) number;
  }
}
