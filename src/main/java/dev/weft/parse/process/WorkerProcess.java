package dev.weft.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameReceiver;
import dev.weft.parse.frame.FrameReceiver.Frame;
import dev.weft.parse.frame.FrameSender;
import dev.weft.parse.frame.FrameType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One worker JVM and the socket to it. It must be started by a thread that outlives it: where the
 * kernel is asked to end it with its parent, that is the thread. {@link #kill} is for any thread.
 */
final class WorkerProcess implements AutoCloseable {
  private static final long SOON_MILLIS = 200;

  private final Process process;
  private final ServerSocketChannel server;
  private final Path socket;
  private final Path words;
  private volatile @Nullable SocketChannel channel;
  private @Nullable FrameSender sender;
  private @Nullable FrameReceiver receiver;

  private WorkerProcess(Process process, ServerSocketChannel server, Path socket, Path words) {
    this.process = process;
    this.server = server;
    this.socket = socket;
    this.words = words;
  }

  /** Starts a process that is to connect to {@code socket} and says its last words in a file. */
  static WorkerProcess start(WorkerCommand command, Path socket) throws IOException {
    return start(command, command.archive().use(), socket);
  }

  /** As the other, with these flags for a class-data archive. */
  static WorkerProcess start(WorkerCommand command, List<String> archiveFlags, Path socket)
      throws IOException {
    Path words = socket.resolveSibling(socket.getFileName() + ".txt");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), 1);
      Process process = command.start(archiveFlags, socket, words);
      WorkerProcess worker = new WorkerProcess(process, server, socket, words);
      worker.process.onExit().thenRun(worker::stopListening);
      return worker;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Waits until it has connected, tells it what to look for and waits until it can; ends early if
   * it is killed.
   */
  void greet(FieldWriter setup) throws IOException {
    SocketChannel accepted = server.accept();
    channel = accepted;
    stopListening();
    sender = new FrameSender(accepted);
    receiver = new FrameReceiver(accepted, 0);
    sender.send(FrameType.SETUP, setup);
    Frame ready = receiver.receive();
    if (ready == null || ready.type() != FrameType.READY) {
      throw new IOException("the worker did not say that it is ready");
    }
  }

  FrameSender sender() {
    return greeted(sender);
  }

  FrameReceiver receiver() {
    return greeted(receiver);
  }

  private static <T> T greeted(@Nullable T end) {
    if (end == null) {
      throw new IllegalStateException("greet must come first");
    }
    return end;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it at once, and with it everybody's wait for it. */
  void kill() {
    process.destroyForcibly();
  }

  /** Whether it ends within a moment, as one does whose end of the socket is closed. */
  boolean endsSoon() {
    try {
      return process.waitFor(SOON_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells it that no document comes any more; whether it then ends by itself within the time. */
  boolean endsWhenTold(Duration most) throws IOException {
    SocketChannel open = channel;
    if (open != null) {
      open.shutdownOutput();
    }
    try {
      return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until it has ended; its exit status, 128 and the signal if one killed it. */
  int awaitExit() {
    try {
      if (!process.waitFor(Limits.END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      return 128 + 9;
    }
  }

  /** What it said on its standard error before it ended, shortened, on one line. */
  String lastWords() {
    try {
      String said = new String(Files.readAllBytes(words), UTF_8).strip().replaceAll("\\s+", " ");
      return said.length() <= Limits.LAST_WORDS_CHARS
          ? said
          : said.substring(0, Limits.LAST_WORDS_CHARS) + "…";
    } catch (IOException e) {
      return "";
    }
  }

  private void stopListening() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it if it has not ended, and frees its socket. */
  @Override
  public void close() {
    kill();
    try {
      SocketChannel open = channel;
      if (open != null) {
        open.close();
      }
      server.close();
      Files.deleteIfExists(socket);
      Files.deleteIfExists(words);
    } catch (IOException e) {
      throw new UncheckedIOException("a worker's socket cannot be closed", e);
    }
  }
}
