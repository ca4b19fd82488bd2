package dev.weft.fetch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/** The frames that matter to an {@link Http2Connection}, once their form was checked. */
final class Http2Events extends Http2EventAdapter {
  private final Http2Connection connection;
  private final FrameGuard guard;

  Http2Events(Http2Connection connection, FrameGuard guard) {
    this.connection = connection;
    this.guard = guard;
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
    connection.settled();
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean last) {
    if (connection.headers(streamId, headers, last)) {
      guard.movedOn();
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean last) {
    onHeadersRead(ctx, streamId, headers, padding, last);
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean last) {
    int taken = data.readableBytes() + padding;
    if (connection.data(streamId, data, last)) {
      guard.movedOn();
    }
    return connection.holdsBack(streamId, taken) ? 0 : taken;
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long error) {
    connection.reset(streamId, error);
  }

  @Override
  public void onGoAwayRead(
      ChannelHandlerContext ctx, int lastStreamId, long error, ByteBuf debugData) {
    connection.goAway(lastStreamId);
  }
}
