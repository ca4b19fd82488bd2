package dev.weft.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick: the least a Netty client can do. One loop, keep-alive connections, answers with a
 * Content-Length only, each body copied once into an array of its own; no time-outs, no limits, no
 * checks, no retries. What it cannot read ends the run with an exception.
 */
public final class BareLoop implements AutoCloseable {
  private static final String FIELDS =
      "\r\nUser-Agent: bare\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\n\r\n";

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  private final InetSocketAddress server;
  private final List<byte[]> requests = new ArrayList<>();

  /** A loop for URLs of one http origin. */
  public BareLoop(List<String> urls) {
    URI first = URI.create(urls.get(0));
    server = new InetSocketAddress(first.getHost(), first.getPort() < 0 ? 80 : first.getPort());
    for (String url : urls) {
      URI uri = URI.create(url);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      requests.add(
          ("GET "
                  + uri.getRawPath()
                  + query
                  + " HTTP/1.1\r\nHost: "
                  + uri.getRawAuthority()
                  + FIELDS)
              .getBytes(US_ASCII));
    }
  }

  /** Every URL once, as a process: {@code BareLoop URLS-FILE CONNECTIONS}. */
  public static void main(String[] args) throws IOException {
    List<String> urls = Files.readAllLines(Path.of(args[0]));
    try (BareLoop bare = new BareLoop(urls)) {
      Work work = Work.once(urls.size());
      bare.run(Integer.parseInt(args[1]), work);
      System.out.println(work.answers() + " answers, " + work.bytes() + " bytes of bodies");
    }
  }

  /** Does the work over so many connections; returns when it is done. */
  public void run(int connections, Work work) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Talk(work));
                  }
                });
    List<ChannelFuture> opened = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      opened.add(
          bootstrap
              .connect(server)
              .addListener(
                  (ChannelFutureListener)
                      connected -> {
                        if (!connected.isSuccess()) {
                          work.broke(connected.cause());
                        }
                      }));
    }
    work.done().join();
    opened.forEach(each -> each.channel().close().syncUninterruptibly());
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One connection: a request, its answer, the next. */
  private final class Talk extends ChannelInboundHandlerAdapter {
    private static final int HEAD_BYTES_MAX = 8 << 10;

    private final Work work;
    private final byte[] head = new byte[HEAD_BYTES_MAX];
    private int headLength;
    private byte @Nullable [] body;
    private int bodyLength;

    Talk(Work work) {
      this.work = work;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      next(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
      ByteBuf in = (ByteBuf) message;
      try {
        while (in.isReadable()) {
          byte[] into = body;
          if (into == null) {
            into = readHead(in);
          }
          if (into != null) {
            int count = Math.min(in.readableBytes(), into.length - bodyLength);
            in.readBytes(into, bodyLength, count);
            bodyLength += count;
            if (bodyLength == into.length) {
              work.answered(into.length);
              body = null;
              bodyLength = 0;
              headLength = 0;
              next(ctx);
            }
          }
        }
      } finally {
        in.release();
      }
    }

    private byte @Nullable [] readHead(ByteBuf in) throws IOException {
      while (in.isReadable()) {
        byte b = in.readByte();
        head[headLength++] = b;
        if (b == '\n' && headLength >= 4 && head[headLength - 3] == '\n') {
          body = new byte[contentLength()];
          return body;
        }
      }
      return null;
    }

    private int contentLength() throws IOException {
      String text = new String(head, 0, headLength, US_ASCII);
      int at = text.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
      if (at < 0) {
        throw new IOException("an answer without Content-Length: " + text);
      }
      return Integer.parseInt(text.substring(at + 17, text.indexOf('\r', at + 2)).strip());
    }

    private void next(ChannelHandlerContext ctx) {
      int index = work.take();
      if (index >= 0) {
        byte[] request = requests.get(index % requests.size());
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request), ctx.voidPromise());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (!work.done().isDone()) {
        work.broke(new IOException("the server closed a connection"));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      work.broke(cause);
    }
  }
}
