package dev.weft.fetch.netty;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.http1.AnswerReader;
import dev.weft.fetch.http1.BadAnswer;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.FetchFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks a proxy to open a tunnel (RFC 9110 §9.3.6), tells the {@link Dial} what it said, and leaves.
 * Whatever is not a plain yes is {@link FetchFailure#PROXY_FAILED}.
 */
final class Tunnel extends ChannelInboundHandlerAdapter {
  private final Dial dial;
  private final Attempt attempt;
  private final Lane lane;
  private final AnswerReader reader;
  private final FetchRequest request;
  private final String connect;

  /** {@code connect} is the head of what is asked of the proxy on behalf of a request. */
  Tunnel(Dial dial, Attempt attempt, Lane lane, FetchRequest request, String connect) {
    this.dial = dial;
    this.attempt = attempt;
    this.lane = lane;
    this.request = request;
    this.connect = connect;
    reader = lane.answerReader(() -> {});
    reader.expect(true, 0);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), connect), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      boolean whole = reader.read(lane.incoming(in));
      Head head = reader.head();
      if (whole && head != null) {
        answered(ctx, head, in.isReadable());
      }
    } catch (BadAnswer bad) {
      refused("the proxy answered CONNECT with what is not HTTP: " + bad.what());
    } finally {
      in.release();
    }
  }

  private void answered(ChannelHandlerContext ctx, Head head, boolean more) {
    Optional<String> refusal = RequestHead.refusal(request, head);
    if (refusal.isPresent()) {
      refused(refusal.get());
    } else if (more) {
      refused("the proxy sent bytes through the tunnel before the server could");
    } else {
      ctx.pipeline().remove(this);
      dial.tunnelled(attempt);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refused("the proxy hung up on CONNECT");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      Lane.report(cause);
    }
    ctx.close();
  }

  private void refused(String message) {
    dial.failed(FetchFailure.PROXY_FAILED, message);
  }
}
