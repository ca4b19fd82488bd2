package dev.weft.fetch.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's side of one HTTP/2 connection, for scripts to misbehave on: it sends the frames it
 * is told to, true to the protocol or not, and remembers the resets that come.
 */
final class Http2Peer {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;

  private static final int PREFACE_BYTES = 24;
  private static final int HEADERS_PRIORITY = 0x20;

  /** What a server does when a request has come. */
  @FunctionalInterface
  interface Script {
    void answer(Http2Peer peer, int stream, Http2Headers request) throws IOException;
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder();
  private final List<Long> resets = new ArrayList<>();
  private final List<Integer> streams = new ArrayList<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  Http2Peer(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(socket.getInputStream());
  }

  /** The streams on which requests came. */
  synchronized List<Integer> streams() {
    return List.copyOf(streams);
  }

  /** The error codes of streams that the client gave up. */
  synchronized List<Long> resets() {
    return List.copyOf(resets);
  }

  /** All request bodies so far. */
  synchronized String content() {
    return content.toString(ISO_8859_1);
  }

  /** Serves requests until the connection ends. */
  void serve(Script script) throws IOException {
    in.skipNBytes(PREFACE_BYTES);
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == SETTINGS && flags == 0) {
        frame(SETTINGS, 1, 0);
      } else if (type == RST_STREAM) {
        note(resets, (long) ByteBuffer.wrap(payload).getInt());
      } else if (type == DATA) {
        synchronized (this) {
          content.write(payload);
        }
      } else if (type == HEADERS) {
        note(streams, stream);
        int skipped = (flags & HEADERS_PRIORITY) == 0 ? 0 : 5;
        ByteBuf block = Unpooled.wrappedBuffer(payload, skipped, length - skipped);
        script.answer(this, stream, decoded(stream, block));
      }
    }
  }

  private synchronized <T> void note(List<T> list, T item) {
    list.add(item);
  }

  private Http2Headers decoded(int stream, ByteBuf block) throws IOException {
    try {
      return headers.decodeHeaders(stream, block);
    } catch (Http2Exception e) {
      throw new IOException("the client's header block", e);
    }
  }

  /** Sends settings, each an identifier and a value. */
  void settings(int... pairs) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    frame(SETTINGS, 0, 0, payload.array());
  }

  /** Sends a whole answer. */
  void answer(int stream, String body) throws IOException {
    headers(stream, body.isEmpty(), ":status", "200", "content-length", "" + body.length());
    if (!body.isEmpty()) {
      frame(DATA, END_STREAM, stream, body.getBytes(ISO_8859_1));
    }
  }

  void headers(int stream, boolean last, String... namesAndValues) throws IOException {
    frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(namesAndValues));
  }

  void data(int stream, boolean last, String text) throws IOException {
    frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  void reset(int stream, int error) throws IOException {
    frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(error).array());
  }

  void goAway(int lastStream) throws IOException {
    frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(0).array());
  }

  void frame(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    raw(frame.array());
  }

  void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void close() throws IOException {
    socket.close();
  }

  /** A header block of literals that are in no table (RFC 7541 §6.2.2). */
  static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      literal(block, namesAndValues[i]);
      literal(block, namesAndValues[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    int left = text.length();
    if (left < 127) {
      block.write(left);
    } else {
      block.write(127);
      left -= 127;
      while (left >= 128) {
        block.write(left % 128 + 128);
        left /= 128;
      }
      block.write(left);
    }
    block.writeBytes(text.getBytes(ISO_8859_1));
  }
}
