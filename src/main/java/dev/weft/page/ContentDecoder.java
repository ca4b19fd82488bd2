package dev.weft.page;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the {@code Content-Encoding} of a body: gzip, deflate, br and zstd, stacked a few deep.
 *
 * <p>Hostile input costs bounded memory and time: no layer gives more than the cap, whatever comes
 * out at the end, and only the beginning of a long content is kept, if that is asked for. What
 * cannot be decoded is never an exception: the part that came is kept and {@link Decoded} says what
 * is wrong with it. Without a coding nothing in memory is copied. Any thread.
 *
 * <pre>{@code
 * Decoded page = ContentDecoder.decode(answer.body(), answer.headers(), 10 << 20);
 * }</pre>
 */
public final class ContentDecoder {
  /** Servers use one, two by mistake; each layer multiplies what a small body can unfold to. */
  private static final int LAYERS_MAX = 3;

  /** Text shrinks to a third or a quarter. */
  private static final long USUAL_RATIO = 4;

  private static final int FIRST_BYTES_MIN = 4 << 10;

  /** What is not kept goes by in runs of so many bytes. */
  private static final int RUN_BYTES = 64 << 10;

  /** The largest array every JVM makes. */
  private static final int ARRAY_MAX = Integer.MAX_VALUE - 8;

  private static final long ALL = Long.MAX_VALUE;

  private final Body wire;
  private final long contentBytesMax;
  private final int keptBytesMax;
  private final Rest rest;
  private byte[] content = new byte[0];
  private int length;
  private long total;

  private ContentDecoder(Body wire, long contentBytesMax, int keptBytesMax, Rest rest) {
    this.wire = wire;
    this.contentBytesMax = contentBytesMax;
    this.keptBytesMax = (int) Math.min(keptBytesMax, contentBytesMax);
    this.rest = rest;
  }

  /** Sees the content that is too long to be kept, from its first byte on, in runs. */
  public interface Rest {
    /** The next run; the array is used again afterwards. */
    void next(byte[] bytes, int offset, int count);
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
    int most = (int) Math.min(contentBytesMax, ARRAY_MAX);
    return decode(wire, headers, most, most, (bytes, offset, count) -> {});
  }

  /**
   * Decodes a body as its {@code headers} say, to at most {@code contentBytesMax} bytes. If more
   * than {@code keptBytesMax} come out of a coding or a file, those first ones are the content, and
   * {@code rest} sees all of them.
   */
  public static Decoded decode(
      Body wire, Headers headers, long contentBytesMax, int keptBytesMax, Rest rest) {
    ContentDecoder decoder = new ContentDecoder(wire, contentBytesMax, keptBytesMax, rest);
    if (headers.firstOrNull("Content-Encoding") == null || wire.length() == 0) {
      return decoder.asIs(null, true);
    }
    List<ContentCoding> codings = new ArrayList<>();
    for (String name : headers.tokens("Content-Encoding")) {
      if (name.equals("identity")) {
        continue;
      }
      ContentCoding coding = ContentCoding.named(name);
      if (coding == null || !coding.isAvailable()) {
        return decoder.asIs("the content coding is " + shortened(name), false);
      }
      codings.add(coding);
    }
    if (codings.size() > LAYERS_MAX) {
      String problem = codings.size() + " content codings, at most " + LAYERS_MAX + " are undone";
      return decoder.asIs(problem, false);
    }
    return codings.isEmpty() ? decoder.asIs(null, true) : decoder.decode(codings);
  }

  /** The wire body itself, up to the cap. */
  private Decoded asIs(@Nullable String problem, boolean isUndone) {
    if (!wire.isInMemory()) {
      Decoded read = decode(List.of());
      String why = problem == null ? read.problem() : problem;
      return new Decoded(read.content(), read.bytes(), read.truncation(), why, isUndone);
    }
    if (wire.length() <= contentBytesMax) {
      return new Decoded(wire, wire.length(), null, problem, isUndone);
    }
    Body cut = Body.wrap(wire.array(), (int) contentBytesMax);
    return new Decoded(cut, contentBytesMax, Truncation.LENGTH, problem, isUndone);
  }

  private static String shortened(String name) {
    return "\"" + (name.length() <= 40 ? name : name.substring(0, 40) + "…") + "\"";
  }

  private Decoded decode(List<ContentCoding> codings) {
    List<InputStream> opened = new ArrayList<>();
    try {
      InputStream stream = new Capped(wire.open(), codings.isEmpty() ? contentBytesMax : ALL);
      for (int i = codings.size() - 1; i >= 0; i--) {
        stream = new Capped(codings.get(i).decode(stream), contentBytesMax);
        opened.add(stream);
      }
      drain(stream);
      return decoded(null, null);
    } catch (CapReached e) {
      return decoded(Truncation.LENGTH, null);
    } catch (EOFException e) {
      return decoded(Truncation.DISCONNECT, null);
    } catch (IOException e) {
      return damaged(codings, e);
    } finally {
      opened.forEach(ContentDecoder::close);
    }
  }

  /** The part before the damage; if there is none, the label was wrong and the body is plain. */
  private Decoded damaged(List<ContentCoding> codings, IOException e) {
    if (codings.isEmpty()) {
      return decoded(null, "the temporary file cannot be read: " + e.getMessage());
    }
    String problem = "the content is not the " + codings + " it says it is: " + e.getMessage();
    return total == 0 ? asIs(problem, false) : decoded(null, problem);
  }

  private Decoded decoded(@Nullable Truncation truncation, @Nullable String problem) {
    return new Decoded(Body.wrap(content, length), total, truncation, problem, true);
  }

  private void drain(InputStream stream) throws IOException {
    content = new byte[firstBytes()];
    while (true) {
      if (length == content.length) {
        int next = stream.read();
        if (next < 0) {
          return;
        }
        if (length == keptBytesMax) {
          passOn((byte) next, stream);
          return;
        }
        content = Arrays.copyOf(content, (int) Math.min(2L * content.length, keptBytesMax));
        content[length++] = (byte) next;
        total++;
      }
      int count = stream.read(content, length, content.length - length);
      if (count < 0) {
        return;
      }
      length += count;
      total += count;
    }
  }

  /** Reads on from a byte that is too many to be kept. */
  private void passOn(byte next, InputStream stream) throws IOException {
    rest.next(content, 0, length);
    byte[] run = new byte[RUN_BYTES];
    run[0] = next;
    int count = 1;
    while (count >= 0) {
      rest.next(run, 0, count);
      total += count;
      count = stream.read(run, 0, run.length);
    }
  }

  private int firstBytes() {
    long usual = Math.max(FIRST_BYTES_MIN, USUAL_RATIO * wire.length());
    return (int) Math.min(keptBytesMax, usual);
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
    private long remaining;

    Capped(InputStream in, long bytesMax) {
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
      int got = in.read(bytes, offset, (int) Math.min(count, remaining));
      remaining -= Math.max(got, 0);
      return got;
    }
  }

  /** A layer gave more than the cap. */
  private static final class CapReached extends IOException {
    private static final long serialVersionUID = 1;
  }
}
