package dev.weft.dns.netty;

import dev.weft.dns.CachingResolver;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks name servers itself, all questions on one event loop (thread {@code weft-dns}), and knows
 * how long an answer is good. The hosts file comes first; what it has not, is asked as it stands:
 * no search list is appended, and no other source of names is known (NSS, mDNS, LDAP, split DNS); a
 * machine whose names come that way needs the system's resolver.
 *
 * <p>Questions go by UDP, each from a port of its own (RFC 5452 §9.2), and again by TCP if the
 * answer was truncated. Only answers that match address, id and question are looked at.
 */
public final class NettyResolver extends CachingResolver {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final long END_MILLIS = 2_000;

  private final Limits limits;
  private final List<InetSocketAddress> servers;
  private final LongSupplier nanoTime;
  private final HostsFile hosts;
  private final boolean prefersIpv6;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final DnsNameResolver resolver;

  /** Names that wait for others to be answered; the loop's. */
  private final ArrayDeque<HostName> waiting = new ArrayDeque<>();

  private int open;

  /** A resolver that asks these servers, the first of them first. */
  public NettyResolver(List<InetSocketAddress> servers) {
    this(servers, Limits.DEFAULT, HOSTS, hasIpv6(), System::nanoTime);
  }

  NettyResolver(
      List<InetSocketAddress> servers,
      Limits limits,
      Path hostsFile,
      boolean prefersIpv6,
      LongSupplier nanoTime) {
    super(limits.entriesMax(), nanoTime);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("there is no name server to ask");
    }
    this.servers = List.copyOf(servers);
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.prefersIpv6 = prefersIpv6;
    hosts = new HostsFile(hostsFile, limits.hostsAge().toNanos());
    group = new MultiThreadIoEventLoopGroup(1, this::thread, NioIoHandler.newFactory());
    loop = group.next();
    resolver =
        new DnsNameResolverBuilder(loop)
            .datagramChannelType(NioDatagramChannel.class)
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(limits.timeout().toMillis())
            .queryServerAddressStream(DnsServerAddresses.sequential(this.servers).stream())
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .searchDomains(List.of())
            .build();
  }

  private Thread thread(Runnable task) {
    Thread thread = new FastThreadLocalThread(task, "weft-dns");
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @Override
  protected void ask(HostName host) {
    try {
      loop.execute(() -> begin(host));
    } catch (RejectedExecutionException e) {
      answered(host, Reason.CANCELLED, "the resolver is closed", Duration.ZERO);
    }
  }

  private void begin(HostName host) {
    List<InetAddress> known = hosts.addresses(host, nanoTime.getAsLong());
    if (!known.isEmpty()) {
      answered(host, known, limits.hostsAge());
    } else if (open < limits.namesMax()) {
      lookUp(host);
    } else if (waiting.size() < limits.queueMax()) {
      waiting.addLast(host);
    } else {
      String why = "more than " + limits.queueMax() + " names wait to be looked up";
      answered(host, Reason.FAILED, why, limits.failureTtl());
    }
  }

  private void lookUp(HostName host) {
    open++;
    NameLookup lookup =
        new NameLookup(prefersIpv6, verdict -> ended(host, verdict), this::waitForOtherFamily);
    String name = host.toString();
    new Question(resolver, servers, limits, name, DnsRecordType.A, lookup::ipv4).ask();
    new Question(resolver, servers, limits, name, DnsRecordType.AAAA, lookup::ipv6).ask();
  }

  private void waitForOtherFamily(NameLookup lookup) {
    loop.schedule(lookup::otherIsLate, limits.familyWait().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void ended(HostName host, Verdict verdict) {
    open--;
    HostName next = waiting.pollFirst();
    if (next != null) {
      loop.execute(() -> lookUp(next));
    }
    if (verdict instanceof Verdict.Found found) {
      answered(host, found.addresses(), limits.ttl(found.ttlSeconds()));
    } else if (verdict instanceof Verdict.None none) {
      Duration remembered =
          none.ttlSeconds() == Answers.NO_SOA
              ? limits.negativeTtlUsual()
              : limits.negativeTtl(none.ttlSeconds());
      answered(host, Reason.UNKNOWN_HOST, text(host, none.message()), remembered);
    } else if (verdict instanceof Verdict.Failed failed) {
      answered(host, Reason.FAILED, text(host, failed.message()), limits.failureTtl());
    }
  }

  private static String text(HostName host, String why) {
    return "no address for " + host + ": " + why;
  }

  @Override
  protected void end() {
    resolver.close();
    group.shutdownGracefully(0, END_MILLIS / 2, TimeUnit.MILLISECONDS);
    group.terminationFuture().awaitUninterruptibly(END_MILLIS);
    try {
      for (Thread thread : threads) {
        thread.join(END_MILLIS / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether an interface has an IPv6 address that leads beyond this link. */
  private static boolean hasIpv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(
              address ->
                  address instanceof Inet6Address
                      && !address.isLoopbackAddress()
                      && !address.isLinkLocalAddress()
                      && !address.isSiteLocalAddress());
    } catch (SocketException e) {
      return false;
    }
  }
}
