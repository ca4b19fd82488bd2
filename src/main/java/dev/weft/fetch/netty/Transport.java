package dev.weft.fetch.netty;

import dev.weft.fetch.FetchOptions.TransportKind;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a loop waits for its sockets, and how those are made; the latter throws {@link
 * io.netty.channel.ChannelException} when the process may open no more files.
 */
record Transport(Supplier<IoHandlerFactory> handlers, Supplier<SocketChannel> sockets) {

  /**
   * The transport asked for; of all, the best this machine has: its system's own, which takes 10 %
   * less CPU, or the JDK's.
   *
   * @throws IllegalArgumentException if this machine lacks the one asked for
   */
  static Transport of(TransportKind kind) {
    return switch (kind) {
      case AUTO -> best();
      case EPOLL -> {
        check(kind, "Linux", Epoll.unavailabilityCause());
        yield epoll();
      }
      case KQUEUE -> {
        check(kind, "macOS and the BSDs", KQueue.unavailabilityCause());
        yield kqueue();
      }
      case NIO -> nio();
    };
  }

  private static Transport best() {
    if (Epoll.isAvailable()) {
      return epoll();
    }
    return KQueue.isAvailable() ? kqueue() : nio();
  }

  static Transport epoll() {
    return new Transport(EpollIoHandler::newFactory, EpollSocketChannel::new);
  }

  private static Transport kqueue() {
    return new Transport(KQueueIoHandler::newFactory, KQueueSocketChannel::new);
  }

  static Transport nio() {
    return new Transport(NioIoHandler::newFactory, NioSocketChannel::new);
  }

  private static void check(TransportKind kind, String systems, @Nullable Throwable lacking) {
    if (lacking != null) {
      throw new IllegalArgumentException(
          "transport is "
              + kind
              + ", which this machine lacks ("
              + lacking.getMessage()
              + "); it is that of "
              + systems
              + "; AUTO takes the best there is",
          lacking);
    }
  }
}
