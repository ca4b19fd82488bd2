package dev.weft.compare;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves what trials fetch, on loopback and one thread: {@code /MILLIS/BYTES/NUMBER} is answered
 * after so many milliseconds with so many bytes.
 */
final class TrialServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int REQUEST_BYTES_MAX = 65_536;
  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final long CLOSE_SECONDS_MAX = 2;
  private static final long CLOSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
  private static final long CLOSE_LOOK_MILLIS = 5;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("weft-trial-server", true), NioIoHandler.newFactory());
  private final ByteBuf bodies = Unpooled.directBuffer(BODY_BYTES_MAX).writeZero(BODY_BYTES_MAX);
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger connectionsMax = new AtomicInteger();
  private final Channel listening;

  TrialServer() throws IOException {
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(REQUEST_BYTES_MAX),
                            new Answers());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly()
            .channel();
    if (!listening.isActive()) {
      close();
      throw new IOException("no free port on the loopback address");
    }
  }

  String url(int millis, int bytes, int number) {
    int port = ((InetSocketAddress) listening.localAddress()).getPort();
    return "http://127.0.0.1:" + port + "/" + millis + "/" + bytes + "/" + number;
  }

  /**
   * Begins to count connections anew, when those of the trial before are closed: its process has
   * ended, but that may not have been noticed here. Waits for it some seconds at most.
   */
  void startCounting() {
    long end = System.nanoTime() + CLOSE_NANOS_MAX;
    while (connections.get() > 0 && System.nanoTime() - end < 0) {
      loop.schedule(() -> {}, CLOSE_LOOK_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
    connectionsMax.set(connections.get());
  }

  /** The most connections open at once since counting began. */
  int connectionsMax() {
    return connectionsMax.get();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).awaitUninterruptibly();
    bodies.release();
  }

  private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      int now = connections.incrementAndGet();
      connectionsMax.accumulateAndGet(now, Math::max);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      connections.decrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      String[] parts = request.uri().split("/", -1);
      int millis = Integer.parseInt(parts[1]);
      int bytes = Math.min(Integer.parseInt(parts[2]), BODY_BYTES_MAX);
      FullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, bodies.retainedSlice(0, bytes));
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, "text/html")
          .set(HttpHeaderNames.CONTENT_LENGTH, bytes);
      if (millis == 0) {
        context.writeAndFlush(answer);
      } else {
        context
            .executor()
            .schedule(() -> context.writeAndFlush(answer), millis, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
