package dev.weft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A server of many virtual hosts {@code hN.localhost} that keeps a log of its own: when each
 * request had come and when its answer was handed to the socket, in one piece. Every host has a
 * robots.txt and a front page with links to all others, each answered after the same time.
 */
final class VirtualHosts implements AutoCloseable {
  private static final int REQUEST_BYTES_MAX = 65_536;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Channel> servers = new ArrayList<>();
  private final Map<String, Log> hosts = new ConcurrentHashMap<>();
  private final Map<InetAddress, Log> addresses = new ConcurrentHashMap<>();
  private final int pages;
  private final long answerNanos;
  private final List<Integer> bySecond = new ArrayList<>();
  private long firstNanos;

  /** What one host, or one address, was asked. */
  static final class Log {
    final List<String> paths = new ArrayList<>();
    int requests;
    int inFlight;
    int inFlightPeak;
    long gapMinNanos = Long.MAX_VALUE;
    long firstNanos;
    long endNanos;
    private boolean ended;

    private synchronized void began(String path, long nowNanos) {
      firstNanos = requests == 0 ? nowNanos : firstNanos;
      requests++;
      paths.add(path);
      inFlight++;
      inFlightPeak = Math.max(inFlightPeak, inFlight);
      if (ended) {
        gapMinNanos = Math.min(gapMinNanos, nowNanos - endNanos);
      }
    }

    private synchronized void ended(long nowNanos) {
      inFlight--;
      ended = true;
      endNanos = nowNanos;
    }
  }

  /** Listens on 127.0.0.1 and as many addresses after it as are asked for, at one port. */
  VirtualHosts(int addressCount, int pages, long answerNanos) throws UnknownHostException {
    this.pages = pages;
    this.answerNanos = answerNanos;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4_096)
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
                });
    for (int i = 0; i < addressCount; i++) {
      int port = servers.isEmpty() ? 0 : port();
      InetSocketAddress address = new InetSocketAddress(address(i), port);
      servers.add(bootstrap.bind(address).syncUninterruptibly().channel());
    }
  }

  /** The n-th loopback address, from 0. */
  static InetAddress address(int n) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) (n / 250), (byte) (1 + n % 250)});
  }

  int port() {
    return ((InetSocketAddress) servers.get(0).localAddress()).getPort();
  }

  Map<String, Log> hosts() {
    return hosts;
  }

  Map<InetAddress, Log> addresses() {
    return addresses;
  }

  /** The requests of each second since the first. */
  synchronized List<Integer> bySecond() {
    return List.copyOf(bySecond);
  }

  private synchronized void count(long nowNanos) {
    firstNanos = bySecond.isEmpty() ? nowNanos : firstNanos;
    int second = (int) TimeUnit.NANOSECONDS.toSeconds(Math.max(0, nowNanos - firstNanos));
    while (bySecond.size() <= second) {
      bySecond.add(0);
    }
    bySecond.set(second, bySecond.get(second) + 1);
  }

  @Override
  public void close() {
    servers.forEach(Channel::close);
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      long now = System.nanoTime();
      String path = request.uri();
      InetAddress at = ((InetSocketAddress) context.channel().localAddress()).getAddress();
      Log address = addresses.computeIfAbsent(at, any -> new Log());
      Log host =
          hosts.computeIfAbsent(request.headers().get(HttpHeaderNames.HOST), any -> new Log());
      count(now);
      address.began(path, now);
      host.began(path, now);
      FullHttpResponse answer = answer(path);
      context
          .executor()
          .schedule(
              () -> {
                // Before the write: after it, the client may be ahead of the clock being read.
                long end = System.nanoTime();
                host.ended(end);
                address.ended(end);
                context.writeAndFlush(answer);
              },
              answerNanos,
              TimeUnit.NANOSECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  private FullHttpResponse answer(String path) {
    StringBuilder text = new StringBuilder();
    if (path.equals("/robots.txt")) {
      text.append("User-agent: *\nDisallow: /private/\n");
    } else {
      text.append("<title>Page</title>");
      for (int page = 1; page < pages; page++) {
        text.append("<a href=/").append(page).append(">x</a>");
      }
    }
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(text.toString(), US_ASCII));
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/html");
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, text.length());
    return answer;
  }
}
