package dev.weft.dns;

import dev.weft.url.HostName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which addresses a crawl may connect to: those of the public Internet (by the IANA special-purpose
 * registries, RFC 6890), and any for the hosts that the user named as seeds. Without it a link, a
 * redirect or a name server could point the crawler at the network it runs in.
 *
 * <p>IPv6 addresses that carry an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) are judged by
 * what they carry too. Pure; immutable; any thread.
 */
public final class AddressPolicy {
  private static final List<AddressBlock> FORBIDDEN =
      blocks(
          "0.0.0.0/8", // "this network" (RFC 791)
          "10.0.0.0/8", // private (RFC 1918)
          "100.64.0.0/10", // carrier-grade NAT (RFC 6598)
          "127.0.0.0/8", // loopback (RFC 1122)
          "169.254.0.0/16", // link-local, where clouds keep their credentials (RFC 3927)
          "172.16.0.0/12", // private (RFC 1918)
          "192.0.0.0/24", // protocol assignments (RFC 6890)
          "192.0.2.0/24", // documentation (RFC 5737)
          "192.88.99.0/24", // 6to4 relays, withdrawn (RFC 7526)
          "192.168.0.0/16", // private (RFC 1918)
          "198.18.0.0/15", // benchmarks (RFC 2544)
          "198.51.100.0/24", // documentation (RFC 5737)
          "203.0.113.0/24", // documentation (RFC 5737)
          "224.0.0.0/4", // multicast (RFC 5771)
          "240.0.0.0/4", // reserved, and broadcast (RFC 1112, RFC 919)
          "::/128", // unspecified (RFC 4291)
          "::1/128", // loopback (RFC 4291)
          "64:ff9b:1::/48", // local NAT64 (RFC 8215)
          "100::/64", // discard (RFC 6666)
          "2001:2::/48", // benchmarks (RFC 5180)
          "2001:10::/28", // ORCHID (RFC 4843)
          "2001:20::/28", // ORCHIDv2 (RFC 7343)
          "2001:db8::/32", // documentation (RFC 3849)
          "3fff::/20", // documentation (RFC 9637)
          "5f00::/16", // segment routing (RFC 9602)
          "fc00::/7", // unique local (RFC 4193)
          "fe80::/10", // link-local (RFC 4291)
          "fec0::/10", // site-local, withdrawn (RFC 3879)
          "ff00::/8"); // multicast (RFC 4291)

  private static final AddressBlock COMPATIBLE = AddressBlock.of("::/96");
  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/96");
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
  private static final AddressBlock TEREDO = AddressBlock.of("2001::/32");

  private final Set<HostName> anywhere;

  private AddressPolicy(Set<HostName> anywhere) {
    this.anywhere = Set.copyOf(anywhere);
  }

  /** Public addresses only, but any address for {@code seeds}. */
  public static AddressPolicy withSeeds(Set<HostName> seeds) {
    return new AddressPolicy(seeds);
  }

  /** Public addresses only. */
  public static AddressPolicy publicOnly() {
    return new AddressPolicy(Set.of());
  }

  /** The addresses of a host that may be connected to, in their order; perhaps none. */
  public List<InetAddress> permitted(HostName host, List<InetAddress> addresses) {
    if (anywhere.contains(host)) {
      return addresses;
    }
    return addresses.stream().filter(this::permits).toList();
  }

  /** Whether any host at all may be reached at this address. */
  public boolean permits(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (isMapped(bytes)) {
      return permits(ipv4(bytes, 12));
    }
    if (FORBIDDEN.stream().anyMatch(block -> block.contains(bytes))) {
      return false;
    }
    return !(address instanceof Inet6Address) || permitsEmbedded(bytes);
  }

  private boolean permitsEmbedded(byte[] bytes) {
    if (COMPATIBLE.contains(bytes) || NAT64.contains(bytes)) {
      return permits(ipv4(bytes, 12));
    }
    if (SIX_TO_FOUR.contains(bytes)) {
      return permits(ipv4(bytes, 2));
    }
    if (TEREDO.contains(bytes)) {
      byte[] client = new byte[4];
      for (int i = 0; i < 4; i++) {
        client[i] = (byte) ~bytes[12 + i];
      }
      return permits(ipv4(bytes, 4)) && permits(ipv4(client, 0));
    }
    return true;
  }

  /** {@code ::ffff:a.b.c.d}, which the JDK turns into IPv4 in most places but not in all. */
  private static boolean isMapped(byte[] bytes) {
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static List<AddressBlock> blocks(String... cidrs) {
    return Arrays.stream(cidrs).map(AddressBlock::of).toList();
  }
}
