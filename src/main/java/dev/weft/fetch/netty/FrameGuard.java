package dev.weft.fetch.netty;

import static io.netty.handler.codec.http2.Http2FrameTypes.CONTINUATION;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;

/**
 * Reads frames one at a time, so that it is known whose frame broke a connection, and ends the
 * connection of a server that sends frames for their own sake.
 *
 * <p>Each frame costs its bytes; one that moves an exchange on pays for all before it. So a flood
 * of PING, SETTINGS, RST_STREAM, PRIORITY, unknown or empty frames, or of data for streams that
 * ended, is over after {@link Limits.Http2#idleFrameBytesMax()}, to which what a stream that we
 * gave up may still send is added.
 */
final class FrameGuard implements Http2FrameReader {
  private final Http2FrameReader reader;
  private final Limits.Http2 limits;
  private final int headBytesMax;
  private final long bytesMax;
  private long bytesLeft;
  private int frameLeft;
  private int frameType;
  private int streamId;
  private int blockBytes;
  private int continuations;
  private boolean broken;

  FrameGuard(Http2FrameReader reader, int headBytesMax, Limits limits) {
    this.headBytesMax = headBytesMax;
    this.reader = reader;
    this.limits = limits.http2();
    bytesMax = limits.http2().idleFrameBytesMax();
    bytesLeft = bytesMax;
  }

  /** Some exchange was moved on by the latest frame. */
  void movedOn() {
    if (bytesLeft < bytesMax) {
      bytesLeft = bytesMax;
    }
  }

  /** So many more bytes may come to no end. */
  void allow(int bytes) {
    bytesLeft += bytes;
  }

  /** The stream of the latest frame. */
  int streamId() {
    return streamId;
  }

  /** Whether the latest frame made a header block too large. */
  boolean isHeadTooLarge() {
    return blockBytes > headBytesMax || continuations > limits.continuationsMax();
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
      throws Http2Exception {
    if (broken) {
      in.skipBytes(in.readableBytes());
    }
    while (in.isReadable()) {
      if (frameLeft == 0) {
        if (in.readableBytes() < Http2CodecUtil.FRAME_HEADER_LENGTH) {
          return;
        }
        begin(in);
      }
      int from = in.readerIndex();
      int end = in.writerIndex();
      in.writerIndex(Math.min(end, from + frameLeft));
      try {
        reader.readFrame(ctx, in, listener);
      } catch (Http2Exception e) {
        broken = !Http2Exception.isStreamError(e);
        throw e;
      } finally {
        frameLeft -= in.readerIndex() - from;
        in.writerIndex(end);
      }
      if (frameLeft > 0) {
        return;
      }
    }
  }

  private void begin(ByteBuf in) throws Http2Exception {
    int start = in.readerIndex();
    frameLeft = Http2CodecUtil.FRAME_HEADER_LENGTH + in.getUnsignedMedium(start);
    frameType = in.getByte(start + 3);
    streamId = in.getInt(start + 5) & Integer.MAX_VALUE;
    bytesLeft -= frameLeft;
    if (frameType == HEADERS) {
      blockBytes = frameLeft;
      continuations = 0;
    } else if (frameType == CONTINUATION) {
      blockBytes += frameLeft;
      continuations++;
    } else {
      blockBytes = 0;
      continuations = 0;
    }
    if (continuations > limits.continuationsMax()) {
      throw calm("a header block of more than %d CONTINUATION frames", limits.continuationsMax());
    }
    if (bytesLeft < 0) {
      streamId = 0;
      throw calm("%d bytes of frames that move nothing on", bytesMax);
    }
  }

  private Http2Exception calm(String message, long limit) {
    broken = true;
    return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, message, limit);
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }
}
