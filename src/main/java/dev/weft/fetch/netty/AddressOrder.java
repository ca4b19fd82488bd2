package dev.weft.fetch.netty;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which addresses are tried (RFC 8305 §4): as given, but the families in turn, so that
 * one broken family costs one attempt.
 */
final class AddressOrder {
  private AddressOrder() {}

  /** At most {@code most} of the addresses, beginning with the first. */
  static List<InetAddress> of(List<InetAddress> addresses, int most) {
    if (addresses.size() == 1) {
      return addresses;
    }
    Class<?> first = addresses.get(0).getClass();
    List<InetAddress> same = addresses.stream().filter(first::isInstance).toList();
    List<InetAddress> other = addresses.stream().filter(each -> !first.isInstance(each)).toList();
    List<InetAddress> ordered = new ArrayList<>();
    for (int i = 0; i < Math.max(same.size(), other.size()); i++) {
      if (i < same.size()) {
        ordered.add(same.get(i));
      }
      if (i < other.size()) {
        ordered.add(other.get(i));
      }
    }
    return List.copyOf(ordered.subList(0, Math.min(most, ordered.size())));
  }
}
