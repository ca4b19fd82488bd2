package dev.weft.fetch.netty;

import dev.weft.page.FetchFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection.Endpoint;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.util.AsciiString;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's side of an {@link Http2Connection}: Netty's HTTP/2 codec without a channel a
 * stream, which would cost more than all else of a small answer.
 *
 * <p>Push is off. Windows are large, since bodies are taken as they come: what bounds memory is the
 * cap of each body. The table the server may want for our headers is held at its usual size.
 */
final class Http2Handler extends Http2ConnectionHandler {
  /** RFC 9113 §6.5.2. */
  private static final long HEADER_TABLE_BYTES = 4_096;

  private static final int HEAD_BYTES_MAX = dev.weft.fetch.http1.Limits.DEFAULT.headBytesMax();

  private final Http2Connection connection;
  private final FrameGuard guard;
  private final int connectionWindowBytes;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Throwable failure;

  private Http2Handler(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Http2Connection connection,
      FrameGuard guard,
      Limits limits) {
    super(decoder, encoder, settings, true);
    this.connection = connection;
    this.guard = guard;
    connectionWindowBytes = limits.http2().windowBytes();
    decoder.frameListener(new Http2Events(connection, guard));
    gracefulShutdownTimeoutMillis(0);
  }

  /** The handler of one connection. */
  static Http2Handler of(Http2Connection connection, Limits limits) {
    DefaultHttp2Connection streams = new DefaultHttp2Connection(false);
    Endpoint<Http2RemoteFlowController> remote = streams.remote();
    remote.flowController(
        new DefaultHttp2RemoteFlowController(streams, new UniformStreamByteDistributor(streams)));
    FrameGuard guard =
        new FrameGuard(
            new DefaultHttp2FrameReader(
                new DefaultHttp2HeadersDecoder(true, HEAD_BYTES_MAX),
                limits.http2().continuationsMax() + 1),
            HEAD_BYTES_MAX,
            limits);
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(
            streams, new DefaultHttp2FrameWriter(Http2Handler::isOfOneRequest, true)) {
          @Override
          public void remoteSettings(Http2Settings settings) throws Http2Exception {
            Long table = settings.headerTableSize();
            if (table != null && table > HEADER_TABLE_BYTES) {
              settings.headerTableSize(HEADER_TABLE_BYTES);
            }
            super.remoteSettings(settings);
          }
        };
    Http2Settings settings =
        new Http2Settings()
            .pushEnabled(false)
            .initialWindowSize(limits.http2().streamWindowBytes())
            .maxHeaderListSize(HEAD_BYTES_MAX);
    return new Http2Handler(
        new DefaultHttp2ConnectionDecoder(streams, encoder, guard),
        encoder,
        settings,
        connection,
        guard,
        limits);
  }

  /** Paths would push all else out of the table; secrets are not to be guessed from its hits. */
  private static boolean isOfOneRequest(CharSequence name, CharSequence value) {
    return AsciiString.contentEquals(name, ":path")
        || AsciiString.contentEquals(name, "cookie")
        || AsciiString.contentEquals(name, "authorization");
  }

  /** Whether the server allows one more stream now. */
  boolean mayOpenStream() {
    return connection().local().canOpenStream();
  }

  /** How many streams the server allows at once. */
  int streamsMax() {
    return connection().local().maxActiveStreams();
  }

  /** The next stream's number, negative if there are none left. */
  int nextStreamId() {
    return connection().local().incrementAndGetNextStreamId();
  }

  /** Writes a request; {@link #flush()} sends it. */
  void send(int streamId, Http2Headers headers, ByteBuf content) {
    ChannelHandlerContext ctx = context();
    boolean bare = !content.isReadable();
    encoder().writeHeaders(ctx, streamId, headers, 0, bare, ctx.newPromise());
    if (!bare) {
      guard.allow(content.readableBytes() / 16);
      encoder().writeData(ctx, streamId, content, 0, true, ctx.newPromise());
    }
  }

  /** Ends a stream that the server has not ended. */
  void cancel(int streamId) {
    Http2Stream stream = connection().stream(streamId);
    if (stream != null) {
      guard.allow(connection().local().flowController().initialWindowSize());
      ChannelHandlerContext ctx = context();
      resetStream(ctx, streamId, Http2Error.CANCEL.code(), ctx.newPromise());
    }
  }

  /** Acknowledges bytes of a stream's body that {@link Http2Events} did not. */
  void taken(int streamId, int bytes) {
    Http2Stream stream = connection().stream(streamId);
    if (stream != null) {
      try {
        decoder().flowController().consumeBytes(stream, bytes);
      } catch (Http2Exception e) {
        onError(context(), true, e);
      }
    }
  }

  void flush() {
    flush(context());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    int more = connectionWindowBytes - connection().local().flowController().initialWindowSize();
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    connection.read();
    super.channelRead(ctx, message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    String why = failure == null ? "" : ": " + failure.getMessage();
    connection.broken(
        0, FetchFailure.DISCONNECTED, "the HTTP/2 connection ended before the headers did" + why);
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      failure = cause;
      ctx.close();
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    boolean tooLarge = error instanceof Http2Exception.HeaderListSizeException;
    FetchFailure reason = tooLarge ? FetchFailure.HEADERS_TOO_LARGE : FetchFailure.MALFORMED_ANSWER;
    connection.refuse(error.streamId(), reason, String.valueOf(error.getMessage()));
    if (connection().stream(error.streamId()) != null) {
      super.onStreamError(ctx, outbound, cause, error);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    if (error == null) {
      Lane.report(cause);
    }
    FetchFailure reason =
        guard.isHeadTooLarge() ? FetchFailure.HEADERS_TOO_LARGE : FetchFailure.MALFORMED_ANSWER;
    connection.broken(guard.streamId(), reason, "HTTP/2 broken: " + cause.getMessage());
    super.onConnectionError(ctx, outbound, cause, error);
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new IllegalStateException("an HTTP/2 connection without a channel");
    }
    return ctx;
  }
}
