package dev.weft.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all resolvers do before they ask anybody: loopback names and literals need no asking,
 * answers are remembered for as long as they say, and look-ups of one name at one time are one
 * look-up.
 */
public abstract class CachingResolver implements Resolver {
  /** How long what needs no asking is good; it is so for ever, but a {@link Resolved} must end. */
  private static final Duration CERTAIN = Duration.ofMinutes(5);

  private static final List<InetAddress> LOOPBACK = loopback();

  private final LongSupplier nanoTime;
  private final Cache<HostName, Known> cache;

  /** Who waits for which name; guarded by itself. */
  private final Map<HostName, List<Waiter>> pending = new HashMap<>();

  private boolean closed;

  /**
   * A resolver that knows nothing yet.
   *
   * @param entriesMax answers remembered, some 300 bytes each
   */
  protected CachingResolver(int entriesMax, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    cache =
        Caffeine.newBuilder()
            .maximumSize(entriesMax)
            .expireAfter(Expiry.<HostName, Known>creating((host, known) -> known.lifetime))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Asks for a name that is neither known nor being asked for, without blocking; {@link #answered}
   * is to be called once, from any thread.
   */
  protected abstract void ask(HostName host);

  /** Ends the threads; what is being asked for is answered by this class. */
  protected abstract void end();

  @Override
  public final void resolve(HostName host, Consumer<Resolution> done) {
    Resolution known = known(host);
    if (known == null) {
      known = await(host, done);
    }
    if (known != null) {
      done.accept(known);
    }
  }

  @Override
  public final void close() {
    List<HostName> open;
    synchronized (pending) {
      closed = true;
      open = List.copyOf(pending.keySet());
    }
    end();
    open.forEach(host -> tell(host, cancelled()));
  }

  private @Nullable Resolution known(HostName host) {
    if (host.isLoopbackName()) {
      return new Resolved(LOOPBACK, CERTAIN, 0);
    }
    if (host.isEmpty()) {
      return new Unresolved(Reason.UNKNOWN_HOST, "the host is empty");
    }
    Optional<InetAddress> literal = host.address();
    if (literal.isPresent()) {
      return new Resolved(List.of(literal.get()), CERTAIN, 0);
    }
    Known cached = cache.getIfPresent(host);
    return cached == null ? null : cached.at(nanoTime.getAsLong());
  }

  /** Puts a caller among those who wait for the name; gives the answer if there is no point. */
  private @Nullable Resolution await(HostName host, Consumer<Resolution> done) {
    boolean first;
    synchronized (pending) {
      if (closed) {
        return cancelled();
      }
      List<Waiter> waiters = pending.computeIfAbsent(host, name -> new ArrayList<>(1));
      waiters.add(new Waiter(done, nanoTime.getAsLong()));
      first = waiters.size() == 1;
    }
    if (first) {
      ask(host);
    }
    return null;
  }

  /** Gives those who wait for a name its addresses, good for {@code ttl}. */
  protected final void answered(HostName host, List<InetAddress> addresses, Duration ttl) {
    remember(host, new Resolved(addresses, ttl, 0), ttl);
  }

  /** Tells those who wait for a name that there are none, which is remembered for a time. */
  protected final void answered(HostName host, Reason reason, String message, Duration remembered) {
    remember(host, new Unresolved(reason, message), remembered);
  }

  private void remember(HostName host, Resolution resolution, Duration lifetime) {
    boolean isLate;
    synchronized (pending) {
      isLate = closed;
      if (!isLate && pending.containsKey(host)) {
        cache.put(host, new Known(resolution, lifetime, nanoTime.getAsLong()));
      }
    }
    tell(host, isLate ? cancelled() : resolution);
  }

  private void tell(HostName host, Resolution resolution) {
    List<Waiter> waiters;
    synchronized (pending) {
      waiters = pending.remove(host);
    }
    if (waiters == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    for (Waiter waiter : waiters) {
      waiter.done.accept(
          resolution instanceof Resolved resolved
              ? new Resolved(resolved.addresses(), resolved.ttl(), now - waiter.sinceNanos)
              : resolution);
    }
  }

  private static Unresolved cancelled() {
    return new Unresolved(Reason.CANCELLED, "the resolver is closed");
  }

  private static List<InetAddress> loopback() {
    try {
      return List.of(
          InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
          InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four or sixteen bytes are an address", e);
    }
  }

  /** An answer, how long it is remembered and when it came. */
  private record Known(Resolution answer, Duration lifetime, long sinceNanos) {
    /** The answer with what is left of its time. */
    Resolution at(long nowNanos) {
      return answer instanceof Resolved resolved
          ? new Resolved(resolved.addresses(), resolved.ttl().minusNanos(nowNanos - sinceNanos), 0)
          : answer;
    }
  }

  /** One caller of {@link #resolve} and when it called. */
  private record Waiter(Consumer<Resolution> done, long sinceNanos) {}
}
