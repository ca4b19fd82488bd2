package dev.weft.dns;

import dev.weft.url.HostName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Looks up the addresses of hosts, asynchronously; never blocks its caller. */
public interface Resolver extends AutoCloseable {
  /**
   * Resolves a host; {@code done} is called once, at once from a cache or later on the resolver's
   * own thread. {@code localhost} and its subdomains are loopback without a look-up (RFC 6761
   * §6.3), address literals are themselves.
   */
  void resolve(HostName host, Consumer<Resolution> done);

  /** Ends the resolver's threads; open look-ups report {@link Unresolved.Reason#CANCELLED}. */
  @Override
  void close();

  /** What a look-up gave. */
  sealed interface Resolution {}

  /**
   * At least one address, in the order to try, good for {@code ttl}; {@code tookNanos} of waiting.
   */
  record Resolved(List<InetAddress> addresses, Duration ttl, long tookNanos) implements Resolution {
    public Resolved {
      addresses = List.copyOf(addresses);
    }
  }

  /** No address, and why. */
  record Unresolved(Reason reason, String message) implements Resolution {
    /** Why a name has no address. */
    public enum Reason {
      /** The name does not exist, or has no A or AAAA record. */
      UNKNOWN_HOST,
      /** No answer for now (SERVFAIL, time-out); another try may help. */
      FAILED,
      /** The resolver was closed. */
      CANCELLED
    }
  }
}
