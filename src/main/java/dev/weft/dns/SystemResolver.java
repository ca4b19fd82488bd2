package dev.weft.dns;

import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The resolver of the operating system, which blocks, on threads of its own ({@code weft-dns-N}).
 * IPv4 addresses come before IPv6 ones, because a machine without IPv6 fails on those, and the
 * system's order is kept otherwise.
 *
 * <p>The system does not say how long an answer is good; see {@link Limits#ttl}. The JDK's own
 * cache lies below this one and is left as it is set.
 */
public final class SystemResolver extends CachingResolver {
  /** What getaddrinfo says, by the JDK, when a name server gives no answer (EAI_AGAIN). */
  private static final String TEMPORARY = "Temporary failure in name resolution";

  private final Limits limits;
  private final Lookup lookup;
  private final ThreadPoolExecutor threads;

  /** The system's look-up, on the system's clock. */
  public SystemResolver() {
    this(Limits.DEFAULT, InetAddress::getAllByName, System::nanoTime);
  }

  SystemResolver(Limits limits, Lookup lookup, LongSupplier nanoTime) {
    super(limits.entriesMax(), nanoTime);
    this.limits = limits;
    this.lookup = lookup;
    threads = threads(limits);
  }

  @Override
  protected void ask(HostName host) {
    try {
      threads.execute(() -> lookUp(host));
    } catch (RejectedExecutionException e) {
      String why = "more than " + limits.queueMax() + " names wait to be looked up";
      answered(host, Reason.FAILED, why, limits.negativeTtl());
    }
  }

  @Override
  protected void end() {
    threads.shutdownNow();
  }

  private void lookUp(HostName host) {
    try {
      InetAddress[] found = lookup.addresses(host.toString());
      List<InetAddress> addresses = new ArrayList<>(Arrays.asList(found));
      addresses.sort((a, b) -> Boolean.compare(!isIpv4(a), !isIpv4(b)));
      answered(host, addresses, limits.ttl());
    } catch (UnknownHostException e) {
      String message = String.valueOf(e.getMessage());
      boolean temporary = message.contains(TEMPORARY);
      answered(
          host,
          temporary ? Reason.FAILED : Reason.UNKNOWN_HOST,
          "no address for " + message,
          limits.negativeTtl());
    }
  }

  private static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
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
}
