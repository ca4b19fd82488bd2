package dev.weft.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in canonical form: a lowercase ASCII domain, an IPv4 address in dotted decimal,
 * or an IPv6 address in brackets, compressed as RFC 5952 says. A URL of a scheme without hosts has
 * the empty host name.
 */
public final class HostName {
  private static final String LOCALHOST = "localhost";

  private final String text;

  HostName(String canonical) {
    text = canonical;
  }

  /**
   * Reads a host as an http URL would, so {@code 0x7f.1} is {@code 127.0.0.1}; empty if it fails.
   */
  public static Optional<HostName> parse(String host) {
    String canonical = host.isEmpty() ? null : new HostParser().parse(host, false);
    return Optional.ofNullable(canonical).map(HostName::new);
  }

  /** Whether the URL has no host. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether this is an address, so that there is nothing to look up. */
  public boolean isIpLiteral() {
    return addressBytes() != null;
  }

  /**
   * Whether this is {@code localhost} or a name under it, which never leave the machine (RFC 6761).
   */
  public boolean isLoopbackName() {
    int end = text.endsWith(".") ? text.length() - 1 : text.length();
    int start = end - LOCALHOST.length();
    return start >= 0
        && text.startsWith(LOCALHOST, start)
        && (start == 0 || text.charAt(start - 1) == '.');
  }

  /**
   * The address this host is a literal of; empty for a name. Nothing is looked up. An IPv4-mapped
   * IPv6 literal gives the IPv4 address, which is where a connection would go.
   */
  public Optional<InetAddress> address() {
    byte[] bytes = addressBytes();
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes, not " + bytes.length, e);
    }
  }

  private byte @Nullable [] addressBytes() {
    if (text.startsWith("[")) {
      return ipv6Bytes();
    }
    return text.isEmpty() || !Ascii.isDigit(text.charAt(text.length() - 1)) ? null : ipv4Bytes();
  }

  private byte @Nullable [] ipv4Bytes() {
    long address = Ipv4.parse(text);
    if (address == Ipv4.INVALID) {
      return null;
    }
    return new byte[] {
      (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
    };
  }

  private byte @Nullable [] ipv6Bytes() {
    int[] pieces = Ipv6.parse(text.substring(1, text.length() - 1));
    if (pieces == null) {
      return null;
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < pieces.length; i++) {
      bytes[2 * i] = (byte) (pieces[i] >> 8);
      bytes[2 * i + 1] = (byte) pieces[i];
    }
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof HostName that && text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The host as it stands in the URL. */
  @Override
  public String toString() {
    return text;
  }
}
