package dev.weft.dns.netty;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two questions for a name, IPv4 and IPv6, asked at once, on their way to one verdict.
 * Addresses of one family do not wait long for the other's (RFC 8305 §3); they are told
 * interleaved, the family first that the machine prefers (§4). The loop's.
 */
final class NameLookup {
  private final boolean prefersIpv6;
  private final Consumer<Verdict> done;
  private final Runnable waitForOther;
  private @Nullable Verdict ipv4;
  private @Nullable Verdict ipv6;
  private boolean told;
  private boolean waits;

  /** {@code waitForOther} is to call {@link #otherIsLate} after a while. */
  NameLookup(boolean prefersIpv6, Consumer<Verdict> done, Consumer<NameLookup> waitForOther) {
    this.prefersIpv6 = prefersIpv6;
    this.done = done;
    this.waitForOther = () -> waitForOther.accept(this);
  }

  void ipv4(Verdict verdict) {
    ipv4 = verdict;
    heard(verdict);
  }

  void ipv6(Verdict verdict) {
    ipv6 = verdict;
    heard(verdict);
  }

  /** Makes do with what there is. */
  void otherIsLate() {
    tell(both(addresses(ipv4), addresses(ipv6)));
  }

  private void heard(Verdict verdict) {
    if (verdict instanceof Verdict.None none && !none.isName()) {
      tell(none);
    } else if (ipv4 != null && ipv6 != null) {
      tell(combined(ipv4, ipv6));
    } else if (verdict instanceof Verdict.Found && !waits) {
      waits = true;
      waitForOther.run();
    }
  }

  private void tell(Verdict verdict) {
    if (!told) {
      told = true;
      done.accept(verdict);
    }
  }

  private Verdict combined(Verdict four, Verdict six) {
    if (four instanceof Verdict.Found || six instanceof Verdict.Found) {
      return both(addresses(four), addresses(six));
    } else if (four instanceof Verdict.Failed) {
      return four;
    } else if (six instanceof Verdict.Failed) {
      return six;
    }
    Verdict.None none4 = (Verdict.None) four;
    Verdict.None none6 = (Verdict.None) six;
    return new Verdict.None(
        true, Math.min(none4.ttlSeconds(), none6.ttlSeconds()), none4.message());
  }

  private static Verdict.@Nullable Found addresses(@Nullable Verdict verdict) {
    return verdict instanceof Verdict.Found found ? found : null;
  }

  private Verdict.Found both(Verdict.@Nullable Found four, Verdict.@Nullable Found six) {
    List<InetAddress> first = new ArrayList<>();
    List<InetAddress> second = new ArrayList<>();
    long ttl = Long.MAX_VALUE;
    if (four != null) {
      (prefersIpv6 ? second : first).addAll(four.addresses());
      ttl = Math.min(ttl, four.ttlSeconds());
    }
    if (six != null) {
      (prefersIpv6 ? first : second).addAll(six.addresses());
      ttl = Math.min(ttl, six.ttlSeconds());
    }
    return new Verdict.Found(interleaved(first, second), ttl);
  }

  private static List<InetAddress> interleaved(List<InetAddress> first, List<InetAddress> second) {
    List<InetAddress> all = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i < first.size()) {
        all.add(first.get(i));
      }
      if (i < second.size()) {
        all.add(second.get(i));
      }
    }
    return all;
  }
}
