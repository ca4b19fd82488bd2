package dev.weft.demo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Serves a {@link DemoWeb} over HTTP/1.1 on a loopback port of its own, on one thread, {@code
 * weft-demo}. Which web a request means is told by its Host header, so all hosts share the port.
 * Slow pages wait on timers; nothing blocks.
 */
public final class DemoServer implements AutoCloseable {
  private static final AttributeKey<DemoAnswers> ANSWERS =
      AttributeKey.valueOf(DemoServer.class, "answers");

  private static final AttributeKey<DemoWitness> WITNESS =
      AttributeKey.valueOf(DemoServer.class, "witness");

  private static final int BACKLOG = 1_024;
  private static final long CLOSE_SECONDS_MAX = 2;

  private final EventLoopGroup loop;
  private final DemoWeb web;

  private DemoServer(EventLoopGroup loop, DemoWeb web) {
    this.loop = loop;
    this.web = web;
  }

  /** Serves the web of these options on a free port until it is closed. */
  public static DemoServer start(DemoOptions options) throws IOException {
    return start(options, (host, target) -> {});
  }

  /** The same, and tells a witness of every request. */
  public static DemoServer start(DemoOptions options, DemoWitness witness) throws IOException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("weft-demo", true), io);
    Channel listening =
        new ServerBootstrap()
            .group(loop)
            .channel(serverChannel(epoll))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Connections())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly()
            .channel();
    if (!listening.isActive()) {
      loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException("the demo server found no free port on the loopback address");
    }
    DemoWeb web = new DemoWeb(options, ((InetSocketAddress) listening.localAddress()).getPort());
    listening.attr(ANSWERS).set(new DemoAnswers(web));
    listening.attr(WITNESS).set(witness);
    listening.config().setAutoRead(true);
    return new DemoServer(loop, web);
  }

  private static Class<? extends ServerChannel> serverChannel(boolean epoll) {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The web it serves, whose URLs name its port. */
  public DemoWeb web() {
    return web;
  }

  /** Ends every connection and the thread. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Sets up a connection. The answers are there before the first one is accepted. */
  private static final class Connections extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel connection) {
      DemoAnswers answers = Objects.requireNonNull(connection.parent().attr(ANSWERS).get());
      DemoWitness witness = Objects.requireNonNull(connection.parent().attr(WITNESS).get());
      connection
          .pipeline()
          .addLast(
              new HttpServerCodec(), new FlowControlHandler(), new DemoExchange(answers, witness));
    }
  }
}
