package dev.weft.dns.netty;

import dev.weft.url.HostName;
import io.netty.resolver.HostsFileEntriesProvider;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names that a file such as {@code /etc/hosts} gives addresses; read again now and then. */
final class HostsFile {
  private final Path path;
  private final long ageNanosMax;
  private @Nullable HostsFileEntriesProvider entries;
  private long readAtNanos;
  private boolean isRead;

  HostsFile(Path path, long ageNanosMax) {
    this.path = path;
    this.ageNanosMax = ageNanosMax;
  }

  /** The addresses of a name, IPv4 first; none if the file has none, or cannot be read. */
  List<InetAddress> addresses(HostName host, long nowNanos) {
    if (!isRead || nowNanos - readAtNanos > ageNanosMax) {
      read(nowNanos);
    }
    String text = host.toString().toLowerCase(Locale.ROOT);
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    List<InetAddress> addresses = new ArrayList<>();
    if (entries != null) {
      addresses.addAll(entries.ipv4Entries().getOrDefault(name, List.of()));
      addresses.addAll(entries.ipv6Entries().getOrDefault(name, List.of()));
    }
    return addresses;
  }

  private void read(long nowNanos) {
    File file = path.toFile();
    isRead = true;
    readAtNanos = nowNanos;
    try {
      entries =
          file.canRead()
              ? HostsFileEntriesProvider.parser().parse(file, StandardCharsets.UTF_8)
              : null;
    } catch (IOException e) {
      entries = null;
    }
  }
}
