package dev.weft.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers questions of the same user's other processes over a Unix domain socket, one after another
 * on {@code weft-control}.
 *
 * <p>A question is the line {@code weft 1 VERB ARGUMENT}; its answer is {@code ok LENGTH}, a line
 * end and so many bytes of UTF-8, or the line {@code no SENTENCE}. Then the connection is closed.
 * The number is the version of this form. A peer has two seconds, or it is let go.
 */
public final class ControlServer implements AutoCloseable {
  static final String GREETING = "weft 1 ";
  static final String OK = "ok ";
  static final String NO = "no ";

  private static final long THREAD_END_MILLIS = 2_000;

  private final SocketFolder folder;
  private final ServerSocketChannel listening;
  private final ControlHandler handler;
  private final Thread thread;

  private ControlServer(
      SocketFolder folder, ServerSocketChannel listening, ControlHandler handler) {
    this.folder = folder;
    this.listening = listening;
    this.handler = handler;
    this.thread = new Thread(this::serve, "weft-control");
    this.thread.setDaemon(true);
  }

  /**
   * Opens a socket that only this user can reach, and answers until it is closed.
   *
   * @param environment where {@code XDG_RUNTIME_DIR} is looked up
   */
  public static ControlServer open(Map<String, String> environment, ControlHandler handler)
      throws IOException {
    SocketFolder folder = SocketFolder.create(environment);
    ServerSocketChannel listening = null;
    try {
      listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listening.bind(UnixDomainSocketAddress.of(folder.socket()), Limits.BACKLOG);
      ControlServer server = new ControlServer(folder, listening, handler);
      server.thread.start();
      return server;
    } catch (IOException | UnsupportedOperationException e) {
      if (listening != null) {
        listening.close();
      }
      folder.delete();
      throw new IOException("cannot listen on " + folder.socket() + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens. */
  public Path socket() {
    return folder.socket();
  }

  private void serve() {
    while (true) {
      try (Peer peer = new Peer(listening.accept(), Limits.PEER_PATIENCE)) {
        serve(peer);
      } catch (ClosedChannelException closed) {
        if (!listening.isOpen()) {
          return;
        }
      } catch (IOException e) {
        // The asker went away, is too slow, or speaks another language: it hears nothing.
        if (!listening.isOpen()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void serve(Peer peer) throws IOException, InterruptedException {
    String question = peer.line(Limits.QUESTION_BYTES_MAX);
    if (!question.startsWith(GREETING)) {
      peer.write(NO + "this run understands `" + GREETING + "VERB ARGUMENT` only\n");
      return;
    }
    String asked = question.substring(GREETING.length());
    int space = asked.indexOf(' ');
    String verb = space < 0 ? asked : asked.substring(0, space);
    String argument = space < 0 ? "" : asked.substring(space + 1);
    try {
      CompletionStage<String> answer = handler.answer(verb, argument);
      String text =
          answer
              .toCompletableFuture()
              .get(Limits.THOUGHT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      tell(peer, text);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      refuse(peer, String.valueOf(cause == null ? null : cause.getMessage()));
    } catch (TimeoutException e) {
      refuse(peer, "the run did not answer within " + Limits.THOUGHT_PATIENCE.toSeconds() + " s");
    } catch (RuntimeException e) {
      refuse(peer, String.valueOf(e.getMessage()));
    }
  }

  private static void tell(Peer peer, String text) throws IOException {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Limits.ANSWER_BYTES_MAX) {
      refuse(peer, "the answer has " + bytes + " bytes; at most " + Limits.ANSWER_BYTES_MAX);
    } else {
      peer.write(OK + bytes + "\n" + text);
    }
  }

  private static void refuse(Peer peer, String sentence) throws IOException {
    int length = Math.min(sentence.length(), Limits.HEAD_BYTES_MAX / 4);
    peer.write(NO + sentence.substring(0, length).replace('\n', ' ') + "\n");
  }

  /** Ends the thread and takes the socket away. */
  @Override
  public void close() throws IOException {
    listening.close();
    thread.interrupt();
    try {
      thread.join(THREAD_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folder.delete();
  }
}
