package dev.weft.page;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Undoes the {@code Content-Encoding} of a body: gzip, deflate, br and zstd, stacked a few deep.
 *
 * <p>Hostile input costs bounded memory and time: no layer gives more than the cap, whatever comes
 * out at the end. What cannot be decoded is never an exception: the part that came is kept and
 * {@link Decoded} says what is wrong with it. Without a coding nothing is copied. Any thread.
 *
 * <pre>{@code
 * Decoded page = ContentDecoder.decode(answer.body(), answer.headers(), 10 << 20);
 * }</pre>
 */
public final class ContentDecoder {
  /** Servers use one, two by mistake; each layer multiplies what a small body can unfold to. */
  private static final int LAYERS_MAX = 3;

  /** Text shrinks to a third or a quarter. */
  private static final int USUAL_RATIO = 4;

  private static final int FIRST_BYTES_MIN = 4 << 10;

  private final Body wire;
  private final int contentBytesMax;
  private byte[] content = new byte[0];
  private int length;

  private ContentDecoder(Body wire, long contentBytesMax) {
    this.wire = wire;
    this.contentBytesMax = (int) Math.min(contentBytesMax, Integer.MAX_VALUE - 8);
  }

  /** The codings to accept where no native library may be loaded, as {@code Accept-Encoding}. */
  public static String builtInCodings() {
    return "gzip, deflate";
  }

  /**
   * All codings this runtime can undo, as {@code Accept-Encoding}. The first call loads the native
   * libraries, which takes about 150 ms.
   */
  public static String allCodings() {
    return builtInCodings()
        + (ContentCoding.BROTLI.isAvailable() ? ", br" : "")
        + (ContentCoding.ZSTD.isAvailable() ? ", zstd" : "");
  }

  /** Decodes a body as its {@code headers} say, to at most {@code contentBytesMax} bytes. */
  public static Decoded decode(Body wire, Headers headers, long contentBytesMax) {
    if (headers.firstOrNull("Content-Encoding") == null || wire.length() == 0) {
      return capped(wire, contentBytesMax);
    }
    List<ContentCoding> codings = new ArrayList<>();
    for (String name : headers.tokens("Content-Encoding")) {
      if (name.equals("identity")) {
        continue;
      }
      ContentCoding coding = ContentCoding.named(name);
      if (coding == null || !coding.isAvailable()) {
        return undecoded(wire, contentBytesMax, "the content coding is " + shortened(name));
      }
      codings.add(coding);
    }
    if (codings.size() > LAYERS_MAX) {
      String problem = codings.size() + " content codings, at most " + LAYERS_MAX + " are undone";
      return undecoded(wire, contentBytesMax, problem);
    }
    if (codings.isEmpty()) {
      return capped(wire, contentBytesMax);
    }
    return new ContentDecoder(wire, contentBytesMax).decode(codings);
  }

  private static Decoded capped(Body wire, long contentBytesMax) {
    if (wire.length() <= contentBytesMax) {
      return Decoded.asIs(wire);
    }
    Body cut = Body.wrap(wire.array(), (int) contentBytesMax);
    return new Decoded(cut, Truncation.LENGTH, null);
  }

  private static Decoded undecoded(Body wire, long contentBytesMax, String problem) {
    Decoded asIs = capped(wire, contentBytesMax);
    return new Decoded(asIs.content(), asIs.truncation(), problem);
  }

  private static String shortened(String name) {
    return "\"" + (name.length() <= 40 ? name : name.substring(0, 40) + "…") + "\"";
  }

  private Decoded decode(List<ContentCoding> codings) {
    List<InputStream> opened = new ArrayList<>();
    try {
      InputStream stream = wire.open();
      for (int i = codings.size() - 1; i >= 0; i--) {
        stream = new Capped(codings.get(i).decode(stream), contentBytesMax);
        opened.add(stream);
      }
      drain(stream);
      return new Decoded(content(), null, null);
    } catch (CapReached e) {
      return new Decoded(content(), Truncation.LENGTH, null);
    } catch (EOFException e) {
      return new Decoded(content(), Truncation.DISCONNECT, null);
    } catch (IOException e) {
      return damaged(codings, e);
    } finally {
      opened.forEach(ContentDecoder::close);
    }
  }

  /** The part before the damage; if there is none, the label was wrong and the body is plain. */
  private Decoded damaged(List<ContentCoding> codings, IOException e) {
    String problem = "the content is not the " + codings + " it says it is: " + e.getMessage();
    return length == 0
        ? undecoded(wire, contentBytesMax, problem)
        : new Decoded(content(), null, problem);
  }

  private void drain(InputStream stream) throws IOException {
    content = new byte[firstBytes()];
    while (true) {
      if (length == content.length) {
        int next = stream.read();
        if (next < 0) {
          return;
        }
        content = Arrays.copyOf(content, (int) Math.min(2L * content.length, contentBytesMax));
        content[length++] = (byte) next;
      }
      int count = stream.read(content, length, content.length - length);
      if (count < 0) {
        return;
      }
      length += count;
    }
  }

  private int firstBytes() {
    long usual = Math.max(FIRST_BYTES_MIN, (long) USUAL_RATIO * wire.length());
    return (int) Math.min(contentBytesMax, usual);
  }

  private Body content() {
    return Body.wrap(content, length);
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a stream over memory does not close", e);
    }
  }

  /** One layer's output, which ends in {@link CapReached} if there is more of it than the cap. */
  private static final class Capped extends FilterInputStream {
    private int remaining;

    Capped(InputStream in, int bytesMax) {
      super(in);
      remaining = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0 && remaining-- == 0) {
        throw new CapReached();
      }
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (remaining == 0) {
        return read();
      }
      int got = in.read(bytes, offset, Math.min(count, remaining));
      remaining -= Math.max(got, 0);
      return got;
    }
  }

  /** A layer gave more than the cap. */
  private static final class CapReached extends IOException {
    private static final long serialVersionUID = 1;
  }
}
