package dev.weft.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.dns.Resolver.Resolution;
import dev.weft.dns.Resolver.Resolved;
import dev.weft.dns.Resolver.Unresolved;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SystemResolverTest {
  private static final Limits LIMITS =
      new Limits(2, 4, 100, Duration.ofSeconds(300), Duration.ofSeconds(30));

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger lookups = new AtomicInteger();
  private final CountDownLatch answers = new CountDownLatch(1);
  private volatile Lookup lookup = name -> new InetAddress[] {InetAddress.getByName("192.0.2.7")};
  private final SystemResolver resolver =
      new SystemResolver(
          LIMITS,
          name -> {
            lookups.incrementAndGet();
            return lookup.addresses(name);
          },
          now::get);

  @AfterEach
  void close() {
    answers.countDown();
    resolver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a.b.localhost", "localhost.", "LOCALHOST"})
  void localhostIsLoopbackWithoutALookup(String host) {
    Resolved resolved = (Resolved) resolve(host);

    assertThat(resolved.addresses()).allMatch(InetAddress::isLoopbackAddress).hasSize(2);
    assertThat(lookups).hasValue(0);
  }

  @Test
  void literalIsItself() throws UnknownHostException {
    assertThat(((Resolved) resolve("0x7f.1")).addresses())
        .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    assertThat(((Resolved) resolve("[2001:db8::1]")).addresses())
        .containsExactly(InetAddress.getByName("2001:db8::1"));
    assertThat(lookups).hasValue(0);
  }

  @Test
  void ipv4ComesFirstInTheOrderOfTheSystem() throws UnknownHostException {
    InetAddress[] addresses = {
      InetAddress.getByName("2001:db8::1"),
      InetAddress.getByName("192.0.2.9"),
      InetAddress.getByName("2001:db8::2"),
      InetAddress.getByName("192.0.2.1")
    };
    lookup = name -> addresses.clone();

    assertThat(((Resolved) resolve("example.com")).addresses())
        .containsExactly(addresses[1], addresses[3], addresses[0], addresses[2]);
  }

  @Test
  void answerIsRememberedForItsTimeAndSaysWhatIsLeft() {
    resolve("example.com");
    now.addAndGet(TimeUnit.SECONDS.toNanos(299));

    Resolved cached = (Resolved) resolve("example.com");

    assertThat(cached.ttl()).isEqualTo(Duration.ofSeconds(1));
    assertThat(cached.tookNanos()).isZero();
    assertThat(lookups).hasValue(1);

    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    resolve("example.com");

    assertThat(lookups).hasValue(2);
  }

  @Test
  void failureIsRememberedForLess() {
    lookup =
        name -> {
          throw new UnknownHostException(name + ": Name or service not known");
        };

    assertThat(((Unresolved) resolve("no.example")).reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(((Unresolved) resolve("no.example")).message()).contains("no.example");
    assertThat(lookups).hasValue(1);

    now.addAndGet(TimeUnit.SECONDS.toNanos(31));
    resolve("no.example");

    assertThat(lookups).hasValue(2);
  }

  @Test
  void temporaryFailureIsToldFromAnUnknownHost() {
    lookup =
        name -> {
          throw new UnknownHostException(name + ": Temporary failure in name resolution");
        };

    assertThat(((Unresolved) resolve("example.com")).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void lookupsOfOneNameAtOneTimeAreOne() {
    holdAnswers();
    List<CompletableFuture<Resolution>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(start("example.com"));
    }

    answers.countDown();

    waiting.forEach(each -> assertThat(await(each)).isInstanceOf(Resolved.class));
    assertThat(lookups).hasValue(1);
  }

  @Test
  void lookupsBeyondTheQueueFailForNow() {
    holdAnswers();
    List<CompletableFuture<Resolution>> waiting = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      waiting.add(start("host" + i + ".example"));
    }

    assertThat(((Unresolved) await(waiting.get(6))).reason()).isEqualTo(Reason.FAILED);

    answers.countDown();

    waiting.subList(0, 6).forEach(each -> assertThat(await(each)).isInstanceOf(Resolved.class));
  }

  @Test
  void closeCancelsWhatIsOpenAndWhatComesLater() {
    holdAnswers();
    CompletableFuture<Resolution> open = start("example.com");

    resolver.close();

    assertThat(((Unresolved) await(open)).reason()).isEqualTo(Reason.CANCELLED);
    assertThat(((Unresolved) resolve("example.org")).reason()).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void lookupsRunOnThreadsOfTheirOwn() {
    CompletableFuture<String> thread = new CompletableFuture<>();
    lookup =
        name -> {
          thread.complete(Thread.currentThread().getName());
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };

    resolve("example.com");

    assertThat(await(thread)).matches("weft-dns-\\d+");
  }

  private void holdAnswers() {
    Lookup then = lookup;
    lookup =
        name -> {
          try {
            answers.await();
          } catch (InterruptedException e) {
            throw new UnknownHostException(name);
          }
          return then.addresses(name);
        };
  }

  private Resolution resolve(String host) {
    return await(start(host));
  }

  private CompletableFuture<Resolution> start(String host) {
    CompletableFuture<Resolution> resolution = new CompletableFuture<>();
    Consumer<Resolution> done = resolution::complete;
    resolver.resolve(HostName.parse(host).orElseThrow(), done);
    return resolution;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
