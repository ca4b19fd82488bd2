package dev.weft.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks a run in another process, on the caller's thread. */
public final class ControlClient {
  private ControlClient() {}

  /**
   * The answer to a question.
   *
   * @param argument what it is asked of, on one line; "" for nothing
   * @throws IOException if nobody answers in time, or the question is refused
   */
  public static String ask(Path socket, String verb, String argument) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try (Peer peer = new Peer(channel, Limits.PEER_PATIENCE.plus(Limits.THOUGHT_PATIENCE))) {
      String question = argument.isEmpty() ? verb : verb + " " + argument.replace('\n', ' ');
      peer.write(ControlServer.GREETING + question + "\n");
      String head = peer.line(Limits.HEAD_BYTES_MAX);
      if (head.startsWith(ControlServer.NO)) {
        throw new IOException(head.substring(ControlServer.NO.length()));
      }
      return peer.text(length(head));
    }
  }

  private static int length(String head) throws IOException {
    try {
      int length =
          head.startsWith(ControlServer.OK)
              ? Integer.parseInt(head.substring(ControlServer.OK.length()))
              : -1;
      if (length >= 0 && length <= Limits.ANSWER_BYTES_MAX) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new IOException("an answer begins with `" + head + "`", e);
    }
    throw new IOException("an answer begins with `" + head + "`");
  }
}
