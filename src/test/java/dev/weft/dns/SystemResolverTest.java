package dev.weft.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dns.Resolver.Resolution;
import dev.weft.dns.Resolver.Resolved;
import dev.weft.dns.Resolver.Unresolved;
import dev.weft.dns.Resolver.Unresolved.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SystemResolverTest extends ResolverContract {
  private static final Limits LIMITS =
      new Limits(2, 4, 100, Duration.ofSeconds(300), Duration.ofSeconds(30));

  private final Map<String, AtomicInteger> lookups = new ConcurrentHashMap<>();
  private final CountDownLatch answers = new CountDownLatch(1);

  @Override
  protected Resolver open() {
    return new SystemResolver(LIMITS, this::lookUp, now::get);
  }

  @Override
  protected int asked(String name) {
    return lookups.getOrDefault(name, new AtomicInteger()).get();
  }

  @Override
  protected void letGo() {
    answers.countDown();
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    lookups.computeIfAbsent(name, any -> new AtomicInteger()).incrementAndGet();
    if (name.startsWith("held")) {
      hold(name);
    }
    return switch (name) {
      case "none.test" -> throw new UnknownHostException(name + ": Name or service not known");
      case "broken.test" ->
          throw new UnknownHostException(name + ": Temporary failure in name resolution");
      case "both.test" -> both();
      default -> new InetAddress[] {InetAddress.getByName("192.0.2.7")};
    };
  }

  private void hold(String name) throws UnknownHostException {
    try {
      answers.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException(name);
    }
  }

  private static InetAddress[] both() throws UnknownHostException {
    return new InetAddress[] {
      InetAddress.getByName("2001:db8::1"),
      InetAddress.getByName("192.0.2.9"),
      InetAddress.getByName("2001:db8::2"),
      InetAddress.getByName("192.0.2.1")
    };
  }

  @Test
  void ipv4ComesFirstInTheOrderOfTheSystem() throws UnknownHostException {
    InetAddress[] addresses = both();

    assertThat(((Resolved) resolve("both.test")).addresses())
        .containsExactly(addresses[1], addresses[3], addresses[0], addresses[2]);
  }

  @Test
  void lookupsBeyondTheQueueFailForNow() {
    List<CompletableFuture<Resolution>> waiting = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      waiting.add(start("held" + i + ".test"));
    }

    assertThat(((Unresolved) await(waiting.get(6))).reason()).isEqualTo(Reason.FAILED);
    letGo();
    waiting.subList(0, 6).forEach(each -> assertThat(await(each)).isInstanceOf(Resolved.class));
  }
}
