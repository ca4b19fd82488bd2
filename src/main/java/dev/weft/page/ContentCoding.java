package dev.weft.page;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The content codings that can be undone (RFC 9110 §8.4.1, RFC 7932, RFC 8878). */
enum ContentCoding {
  GZIP {
    @Override
    InputStream decode(InputStream coded) throws IOException {
      return new GZIPInputStream(coded, BUFFER_BYTES);
    }
  },
  /** In zlib's wrapping, as the RFC wants, or without, as some servers send it. */
  DEFLATE {
    @Override
    InputStream decode(InputStream coded) throws IOException {
      BufferedInputStream peeked = new BufferedInputStream(coded, BUFFER_BYTES);
      peeked.mark(2);
      int header = peeked.read() << 8 | (peeked.read() & 0xff);
      peeked.reset();
      boolean zlib = (header & 0x0f00) == 0x0800 && header % 31 == 0;
      return new OwnedInflater(peeked, new Inflater(!zlib));
    }
  },
  BROTLI {
    @Override
    boolean isAvailable() {
      return Brotli4jLoader.isAvailable();
    }

    @Override
    InputStream decode(InputStream coded) throws IOException {
      return new EarlyEndNamed(new EagerBrotli(coded), "unexpected end of input");
    }
  },
  ZSTD {
    @Override
    boolean isAvailable() {
      try {
        Native.load();
        return Native.isLoaded();
      } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
        return false;
      }
    }

    @Override
    InputStream decode(InputStream coded) throws IOException {
      return new EarlyEndNamed(
          new ZstdInputStreamNoFinalizer(coded).setLongMax(ZSTD_WINDOW_LOG_MAX),
          "Truncated source");
    }
  };

  private static final int BUFFER_BYTES = 16 << 10;

  /** 8 MiB, the most a sender may ask of an HTTP client (RFC 9659 §3). */
  private static final int ZSTD_WINDOW_LOG_MAX = 23;

  /** Whether this runtime can undo it; the first call for a native one loads its library. */
  boolean isAvailable() {
    return true;
  }

  /** Undoes it; the stream must be closed, or native memory is lost. */
  abstract InputStream decode(InputStream coded) throws IOException;

  /** The coding of this name in lower case, or null. */
  static @Nullable ContentCoding named(String name) {
    return switch (name) {
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      case "br" -> BROTLI;
      case "zstd" -> ZSTD;
      default -> null;
    };
  }

  /** Frees its inflater's memory when closed, which the JDK does only for those it made itself. */
  private static final class OwnedInflater extends InflaterInputStream {
    OwnedInflater(InputStream coded, Inflater inflater) {
      super(coded, inflater, BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }

  /** Gives what it has decoded before it finds the next part damaged. */
  private static final class EagerBrotli extends BrotliInputStream {
    EagerBrotli(InputStream coded) throws IOException {
      super(coded, BUFFER_BYTES);
      enableEagerOutput();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      int first = read();
      if (first < 0) {
        return -1;
      }
      bytes[offset] = (byte) first;
      return 1 + super.read(bytes, offset + 1, Math.min(count - 1, available()));
    }
  }

  /** Tells an early end from bad data by the one thing its library tells them apart by. */
  private static final class EarlyEndNamed extends FilterInputStream {
    private final String earlyEnd;

    EarlyEndNamed(InputStream in, String earlyEnd) {
      super(in);
      this.earlyEnd = earlyEnd;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      try {
        return in.read(bytes, offset, count);
      } catch (IOException e) {
        throw named(e);
      }
    }

    private IOException named(IOException e) {
      return earlyEnd.equals(e.getMessage()) ? new EOFException(earlyEnd) : e;
    }
  }
}
