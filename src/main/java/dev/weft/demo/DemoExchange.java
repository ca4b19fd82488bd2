package dev.weft.demo;

import dev.weft.demo.DemoAnswers.DemoAnswer;
import dev.weft.page.Body;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the demo server: a request is read when the answer before it has been written,
 * so pipelined requests are answered in order, slow ones too.
 */
final class DemoExchange extends ChannelDuplexHandler {
  private static final int CHUNK_BYTES = 1_500;

  private final DemoAnswers answers;
  private final DemoWitness witness;
  private @Nullable HttpRequest request;
  private boolean answering;

  DemoExchange(DemoAnswers answers, DemoWitness witness) {
    this.answers = answers;
    this.witness = witness;
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    connection.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object part) {
    if (part instanceof HttpRequest head) {
      request = head;
    }
    boolean whole = part instanceof LastHttpContent;
    ReferenceCountUtil.release(part);
    if (whole && request != null) {
      answering = true;
      answer(connection, request);
    } else {
      connection.read();
    }
  }

  /** A read asked for within a cycle of reading ends with the cycle, so it is asked for again. */
  @Override
  public void channelReadComplete(ChannelHandlerContext connection) {
    if (!answering) {
      connection.read();
    }
  }

  /** A peer that went away, or a request that is no HTTP: there is nobody to tell. */
  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
    connection.close();
  }

  private void answer(ChannelHandlerContext connection, HttpRequest asked) {
    if (asked.decoderResult().isFailure()) {
      connection.close();
      return;
    }
    String host = asked.headers().get(HttpHeaderNames.HOST, "");
    String accepted = asked.headers().get(HttpHeaderNames.ACCEPT_ENCODING, "");
    String name = host.substring(0, host.indexOf(':') < 0 ? host.length() : host.indexOf(':'));
    witness.asked(name, asked.uri());
    DemoAnswer answer =
        answers.to(asked.method().name(), name, asked.uri(), accepted.contains("gzip"));
    boolean last = !HttpUtil.isKeepAlive(asked);
    if (answer.delayMillis() == 0) {
      send(connection, answer, last);
    } else {
      connection
          .executor()
          .schedule(
              () -> send(connection, answer, last), answer.delayMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void send(ChannelHandlerContext connection, DemoAnswer answer, boolean last) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
    ChannelFuture sent =
        answer.chunked()
            ? sendChunked(connection, answer, status, last)
            : sendWhole(connection, answer, status, last);
    if (last) {
      sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      answering = false;
      connection.read();
    }
  }

  private static ChannelFuture sendWhole(
      ChannelHandlerContext connection,
      DemoAnswer answer,
      HttpResponseStatus status,
      boolean last) {
    Body body = answer.body();
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.wrappedBuffer(body.array(), 0, body.arrayLength()));
    setHeaders(response, answer, last);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.arrayLength());
    return connection.writeAndFlush(response);
  }

  private static ChannelFuture sendChunked(
      ChannelHandlerContext connection,
      DemoAnswer answer,
      HttpResponseStatus status,
      boolean last) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    setHeaders(response, answer, last);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    connection.write(response);
    Body body = answer.body();
    for (int from = 0; from < body.arrayLength(); from += CHUNK_BYTES) {
      int length = Math.min(CHUNK_BYTES, body.arrayLength() - from);
      connection.write(new DefaultHttpContent(Unpooled.wrappedBuffer(body.array(), from, length)));
    }
    return connection.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private static void setHeaders(HttpMessage response, DemoAnswer answer, boolean last) {
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    if (answer.gzip()) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    if (answer.location() != null) {
      response.headers().set(HttpHeaderNames.LOCATION, answer.location());
    }
    if (answer.status() == HttpResponseStatus.SERVICE_UNAVAILABLE.code()) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    if (last) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }
}
