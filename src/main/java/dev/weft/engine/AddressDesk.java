package dev.weft.engine;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.page.FetchFailure;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Where requests to an origin may go: the addresses of its host, or of the proxy that it is reached
 * through, as far as they are permitted. The loop's; answers come to it through the mailbox.
 */
final class AddressDesk {
  private static final String PRIVATE =
      ", a private or special address; only hosts named as seeds may be";

  private final Resolver resolver;
  private final AddressPolicy policy;
  private final Executor mailbox;
  private final Requests requests;

  AddressDesk(CrawlParts parts, Requests requests) {
    this.resolver = parts.resolver();
    this.policy = parts.addresses();
    this.mailbox = parts.mailbox();
    this.requests = requests;
  }

  /** What came of a look-up. */
  sealed interface Found permits Addresses, Nowhere, Forbidden {}

  /** At least one address may be connected to. */
  record Addresses(List<InetAddress> permitted, Resolver.Resolved all) implements Found {}

  /** There is no address for now, or none at all. */
  record Nowhere(FetchFailure reason, String message) implements Found {}

  /** There are addresses, and none may be connected to. */
  record Forbidden(String message) implements Found {}

  /** Looks the host up that an origin is reached at; {@code then} runs later, on the loop. */
  void lookUp(Origin origin, Consumer<Found> then) {
    resolver.resolve(
        requests.reachedAt(origin),
        answer -> mailbox.execute(() -> then.accept(found(origin, answer))));
  }

  private Found found(Origin origin, Resolver.Resolution answer) {
    if (answer instanceof Resolver.Unresolved unresolved) {
      String proxy = requests.proxyFor(origin).map(name -> "the proxy " + name + ": ").orElse("");
      return new Nowhere(reason(unresolved), proxy + unresolved.message());
    }
    Resolver.Resolved resolved = (Resolver.Resolved) answer;
    List<InetAddress> permitted = permitted(origin, resolved.addresses());
    return permitted.isEmpty()
        ? new Forbidden(origin.host() + " is at " + place(origin, resolved) + PRIVATE)
        : new Addresses(permitted, resolved);
  }

  /**
   * The user named the proxy: it may be anywhere. Where it connects to is its own affair, but for
   * addresses that the URL shows.
   */
  private List<InetAddress> permitted(Origin origin, List<InetAddress> addresses) {
    HostName host = origin.host();
    if (requests.proxyFor(origin).isEmpty()) {
      return policy.permitted(host, addresses);
    }
    return host.address()
            .filter(shown -> policy.permitted(host, List.of(shown)).isEmpty())
            .isPresent()
        ? List.of()
        : addresses;
  }

  /** The address in the URL, or those that were looked up. */
  private static String place(Origin origin, Resolver.Resolved resolved) {
    return origin
        .host()
        .address()
        .map(shown -> "[" + shown + "]")
        .orElse(resolved.addresses().toString());
  }

  private static FetchFailure reason(Resolver.Unresolved unresolved) {
    return switch (unresolved.reason()) {
      case UNKNOWN_HOST -> FetchFailure.UNKNOWN_HOST;
      case FAILED, CANCELLED -> FetchFailure.DNS_FAILED;
    };
  }
}
