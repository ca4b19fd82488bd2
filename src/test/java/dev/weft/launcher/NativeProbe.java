package dev.weft.launcher;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.Zstd;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A main that loads every native library and prints the files they were loaded from. */
final class NativeProbe {
  private NativeProbe() {}

  public static void main(String[] args) throws IOException {
    Epoll.ensureAvailability();
    OpenSsl.ensureAvailability();
    Brotli4jLoader.ensureAvailability();
    byte[] text = "weft".repeat(100).getBytes(StandardCharsets.US_ASCII);
    byte[] restored = Zstd.decompress(Zstd.compress(text), text.length);
    if (restored.length != text.length) {
      throw new AssertionError("zstd gave back " + restored.length + " bytes of " + text.length);
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.contains("epoll")
          || lower.contains("tcnative")
          || lower.contains("brotli")
          || lower.contains("zstd")) {
        if (line.endsWith(".so")) {
          System.out.println(line.substring(line.indexOf('/')));
        }
      }
    }
  }
}
