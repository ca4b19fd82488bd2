package dev.weft.dns;

import dev.weft.url.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whom to ask for names, as users and systems write it. */
public final class NameServers {
  private static final Path SYSTEM = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;

  /** As many as the C library asks (resolv.conf(5), MAXNS). */
  private static final int SYSTEM_MAX = 3;

  private NameServers() {}

  /**
   * Reads an address with or without a port: {@code 192.0.2.1}, {@code 192.0.2.1:5353}, {@code
   * 2001:db8::1} or {@code [2001:db8::1]:5353}; empty if it is none, or a name.
   */
  public static Optional<InetSocketAddress> parse(String text) {
    boolean isBracketed = text.startsWith("[");
    int end = isBracketed ? text.indexOf(']') + 1 : text.length();
    int colon = isBracketed ? (text.startsWith(":", end) ? end : -1) : text.indexOf(':');
    boolean isBareIpv6 = !isBracketed && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
    if (isBareIpv6) {
      return address("[" + text + "]", PORT);
    }
    if (colon < 0) {
      return end == text.length() ? address(text, PORT) : Optional.empty();
    }
    String port = text.substring(colon + 1);
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    return number < 1 || number > 65_535
        ? Optional.empty()
        : address(text.substring(0, colon), number);
  }

  private static Optional<InetSocketAddress> address(String host, int port) {
    Optional<InetAddress> address = HostName.parse(host).flatMap(HostName::address);
    return address.map(found -> new InetSocketAddress(found, port));
  }

  /**
   * The name servers of this machine, at most three.
   *
   * @throws IOException if it names none; the message says what to do
   */
  public static List<InetSocketAddress> ofSystem() throws IOException {
    return of(SYSTEM);
  }

  /** The name servers that a file such as {@code /etc/resolv.conf} names. */
  static List<InetSocketAddress> of(Path resolvConf) throws IOException {
    List<InetSocketAddress> servers = new ArrayList<>();
    if (Files.exists(resolvConf)) {
      for (String line : Files.readAllLines(resolvConf)) {
        String[] words = line.strip().split("\\s+", 3);
        if (words.length > 1 && words[0].equals("nameserver") && servers.size() < SYSTEM_MAX) {
          // A zone says by which interface; the address alone serves all but link-local ones.
          parse(words[1].replaceFirst("%.*", "")).ifPresent(servers::add);
        }
      }
    }
    if (servers.isEmpty()) {
      throw new IOException(
          resolvConf + " names no name server; name one, or use the system's own resolver");
    }
    return servers;
  }
}
