package dev.weft.fetch.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Supplier;

/**
 * How a loop waits for its sockets, and how those are made; the latter throws {@link
 * io.netty.channel.ChannelException} when the process may open no more files.
 */
record Transport(Supplier<IoHandlerFactory> handlers, Supplier<SocketChannel> sockets) {

  /** The best this machine has: Linux's own, which takes 10 % less CPU, or the JDK's. */
  static Transport best() {
    return Epoll.isAvailable() ? epoll() : nio();
  }

  static Transport epoll() {
    return new Transport(EpollIoHandler::newFactory, EpollSocketChannel::new);
  }

  static Transport nio() {
    return new Transport(NioIoHandler::newFactory, NioSocketChannel::new);
  }
}
