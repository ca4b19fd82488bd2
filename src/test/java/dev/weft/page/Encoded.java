package dev.weft.page;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Content as servers code it: gzip, deflate, br, zstd, and {@code raw} for deflate without zlib.
 */
public final class Encoded {
  private Encoded() {}

  /** Some bytes. */
  public static Body of(byte[] content, String coding) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (OutputStream encoder = encoder(wire, coding)) {
      encoder.write(content);
    }
    return Body.wrap(wire.toByteArray(), wire.size());
  }

  /** So many zero bytes, in steps of 64 KB. */
  public static Body zeros(String coding, int zeros) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 16];
    try (OutputStream encoder = encoder(wire, coding)) {
      for (int i = 0; i < zeros / block.length; i++) {
        encoder.write(block);
      }
    }
    return Body.wrap(wire.toByteArray(), wire.size());
  }

  private static OutputStream encoder(OutputStream wire, String coding) throws IOException {
    return switch (coding) {
      case "deflate" -> new DeflaterOutputStream(wire);
      case "raw" -> new DeflaterOutputStream(wire, new Deflater(-1, true));
      case "br" -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliOutputStream(wire, new Encoder.Parameters().setQuality(3));
      }
      case "zstd" -> new ZstdOutputStreamNoFinalizer(wire);
      default -> new GZIPOutputStream(wire);
    };
  }
}
