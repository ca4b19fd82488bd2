package dev.weft.fetch.netty;

import dev.weft.fetch.tls.TlsFailure;
import dev.weft.page.FetchFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;

/** Waits behind TLS for its handshake, tells the {@link Dial} of its end, and leaves. */
final class Handshake extends ChannelInboundHandlerAdapter {
  private final Dial dial;
  private final Attempt attempt;

  Handshake(Dial dial, Attempt attempt) {
    this.dial = dial;
    this.attempt = attempt;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
      return;
    }
    if (handshake.isSuccess()) {
      String protocol = ctx.pipeline().get(SslHandler.class).applicationProtocol();
      ctx.pipeline().remove(this);
      dial.secured(attempt, protocol);
    } else {
      TlsFailure failure = TlsFailure.of(handshake.cause());
      dial.failed(failure.reason(), failure.message());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    dial.failed(FetchFailure.TLS_FAILED, "the connection ended during the TLS handshake");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      Lane.report(cause);
    }
    ctx.close();
  }
}
