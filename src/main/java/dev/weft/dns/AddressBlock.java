package dev.weft.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses in CIDR notation, of either family. */
final class AddressBlock {
  private final byte[] network;
  private final int prefixBits;

  private AddressBlock(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /** Reads {@code 10.0.0.0/8} or {@code fc00::/7}; the address must be a literal. */
  static AddressBlock of(String cidr) {
    int slash = cidr.indexOf('/');
    String literal = cidr.substring(0, slash);
    if (literal.chars().anyMatch(c -> Character.digit(c, 16) < 0 && c != '.' && c != ':')) {
      throw new IllegalArgumentException(cidr + " is no block of addresses");
    }
    try {
      byte[] network = InetAddress.getByName(literal).getAddress();
      return new AddressBlock(network, Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(cidr + " is no block of addresses", e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = prefixBits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = prefixBits % 8;
    return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
  }
}
