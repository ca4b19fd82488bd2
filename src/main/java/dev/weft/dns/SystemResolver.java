package dev.weft.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The resolver of the operating system, which blocks, on threads of its own ({@code weft-dns-N}),
 * with a cache in front. Look-ups of one name at one time are one look-up. IPv4 addresses come
 * before IPv6 ones, because a machine without IPv6 fails on those, and the system's order is kept
 * otherwise.
 *
 * <p>The system does not say how long an answer is good; see {@link Limits#ttl}. The JDK's own
 * cache lies below this one and is left as it is set.
 */
public final class SystemResolver implements Resolver {
  /** What getaddrinfo says, by the JDK, when a name server gives no answer (EAI_AGAIN). */
  private static final String TEMPORARY = "Temporary failure in name resolution";

  private static final List<InetAddress> LOOPBACK = loopback();

  private final Limits limits;
  private final Lookup lookup;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;
  private final Cache<HostName, Known> cache;

  /** Who waits for which name; guarded by itself. */
  private final Map<HostName, List<Waiter>> pending = new HashMap<>();

  private boolean closed;

  /** The system's look-up, on the system's clock. */
  public SystemResolver() {
    this(Limits.DEFAULT, InetAddress::getAllByName, System::nanoTime);
  }

  SystemResolver(Limits limits, Lookup lookup, LongSupplier nanoTime) {
    this.limits = limits;
    this.lookup = lookup;
    this.nanoTime = nanoTime;
    threads = threads(limits);
    cache =
        Caffeine.newBuilder()
            .maximumSize(limits.entriesMax())
            .expireAfter(
                Expiry.<HostName, Known>creating((host, known) -> lifetime(limits, known.answer)))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public void resolve(HostName host, Consumer<Resolution> done) {
    Resolution known = known(host);
    if (known == null) {
      known = await(host, done);
    }
    if (known != null) {
      done.accept(known);
    }
  }

  @Override
  public void close() {
    List<HostName> open;
    synchronized (pending) {
      closed = true;
      open = List.copyOf(pending.keySet());
    }
    threads.shutdownNow();
    open.forEach(host -> answer(host, cancelled()));
  }

  private @Nullable Resolution known(HostName host) {
    if (host.isLoopbackName()) {
      return new Resolved(LOOPBACK, limits.ttl(), 0);
    }
    if (host.isEmpty()) {
      return new Unresolved(Reason.UNKNOWN_HOST, "the host is empty");
    }
    Optional<InetAddress> literal = host.address();
    if (literal.isPresent()) {
      return new Resolved(List.of(literal.get()), limits.ttl(), 0);
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
      start(host);
    }
    return null;
  }

  private void start(HostName host) {
    try {
      threads.execute(() -> answer(host, ask(host)));
    } catch (RejectedExecutionException e) {
      String why = "more than " + limits.queueMax() + " names wait to be looked up";
      answer(host, closed() ? cancelled() : new Unresolved(Reason.FAILED, why));
    }
  }

  private boolean closed() {
    synchronized (pending) {
      return closed;
    }
  }

  private Resolution ask(HostName host) {
    try {
      InetAddress[] found = lookup.addresses(host.toString());
      List<InetAddress> addresses = new ArrayList<>(Arrays.asList(found));
      addresses.sort((a, b) -> Boolean.compare(!isIpv4(a), !isIpv4(b)));
      return new Resolved(addresses, limits.ttl(), 0);
    } catch (UnknownHostException e) {
      String message = String.valueOf(e.getMessage());
      boolean temporary = message.contains(TEMPORARY);
      return new Unresolved(
          temporary ? Reason.FAILED : Reason.UNKNOWN_HOST, "no address for " + message);
    }
  }

  private void answer(HostName host, Resolution resolution) {
    List<Waiter> waiters;
    synchronized (pending) {
      waiters = pending.remove(host);
      if (waiters == null) {
        return;
      }
      if (!closed) {
        cache.put(host, new Known(resolution, nanoTime.getAsLong()));
      }
    }
    long now = nanoTime.getAsLong();
    for (Waiter waiter : waiters) {
      waiter.done.accept(
          resolution instanceof Resolved resolved
              ? new Resolved(resolved.addresses(), resolved.ttl(), now - waiter.sinceNanos)
              : resolution);
    }
  }

  private static Duration lifetime(Limits limits, Resolution answer) {
    return answer instanceof Resolved ? limits.ttl() : limits.negativeTtl();
  }

  private static Unresolved cancelled() {
    return new Unresolved(Reason.CANCELLED, "the resolver is closed");
  }

  private static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
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

  private static ThreadPoolExecutor threads(Limits limits) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(limits.queueMax()),
            task -> {
              Thread thread = new Thread(task, "weft-dns-" + count.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** An answer and when it came. */
  private record Known(Resolution answer, long sinceNanos) {
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
