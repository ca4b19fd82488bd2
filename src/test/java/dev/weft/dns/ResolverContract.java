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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every resolver does, whomever it asks. The backend's test answers these names: {@code
 * known.test} is 192.0.2.7, good for a while; {@code none.test} is no name; {@code broken.test}
 * gets no usable answer; {@code held.test} gets 192.0.2.7 once {@link #letGo} is called.
 */
@Timeout(60)
public abstract class ResolverContract {
  /** The resolver's clock, in nanoseconds. */
  protected final AtomicLong now = new AtomicLong();

  protected Resolver resolver;

  /** A resolver on {@link #now}. */
  protected abstract Resolver open() throws Exception;

  /** How often anybody was asked for a name. */
  protected abstract int asked(String name);

  /** How many questions a look-up is. */
  protected int questions() {
    return 1;
  }

  /** Lets the answer to {@code held.test} come. */
  protected abstract void letGo();

  @BeforeEach
  final void openResolver() throws Exception {
    resolver = open();
  }

  @AfterEach
  final void closeResolver() {
    letGo();
    resolver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a.b.localhost", "localhost.", "LOCALHOST"})
  void localhostIsLoopbackWithoutAsking(String host) {
    Resolved resolved = (Resolved) resolve(host);

    assertThat(resolved.addresses()).allMatch(InetAddress::isLoopbackAddress).hasSize(2);
    assertThat(asked(host)).isZero();
  }

  @Test
  void literalIsItself() throws UnknownHostException {
    assertThat(((Resolved) resolve("0x7f.1")).addresses())
        .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    assertThat(((Resolved) resolve("[2001:db8::1]")).addresses())
        .containsExactly(InetAddress.getByName("2001:db8::1"));
  }

  @Test
  void answerIsRememberedForItsTimeAndSaysWhatIsLeft() throws UnknownHostException {
    Resolved first = (Resolved) resolve("known.test");
    int asked = asked("known.test");
    now.addAndGet(first.ttl().minusSeconds(1).toNanos());

    Resolved cached = (Resolved) resolve("known.test");

    assertThat(cached.addresses()).containsExactly(InetAddress.getByName("192.0.2.7"));
    assertThat(cached.ttl()).isEqualTo(Duration.ofSeconds(1));
    assertThat(cached.tookNanos()).isZero();
    assertThat(asked("known.test")).isEqualTo(asked).isPositive();

    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    resolve("known.test");

    assertThat(asked("known.test")).isGreaterThan(asked);
  }

  @Test
  void unknownHostIsToldFromOneThatCannotBeLookedUp() {
    Unresolved none = (Unresolved) resolve("none.test");
    Unresolved broken = (Unresolved) resolve("broken.test");

    assertThat(none.reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(none.message()).contains("none.test");
    assertThat(broken.reason()).isEqualTo(Reason.FAILED);
    assertThat(broken.message()).contains("broken.test");
  }

  @Test
  void thatThereIsNoneIsRememberedForATime() {
    resolve("none.test");
    int asked = allAsked("none.test");

    resolve("none.test");
    assertThat(asked("none.test")).isEqualTo(asked);

    now.addAndGet(TimeUnit.MINUTES.toNanos(16));
    resolve("none.test");
    assertThat(asked("none.test")).isGreaterThan(asked);
  }

  @Test
  void lookupsOfOneNameAtOneTimeAreOne() {
    List<CompletableFuture<Resolution>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(start("held.test"));
    }

    letGo();

    waiting.forEach(each -> assertThat(await(each)).isInstanceOf(Resolved.class));
    assertThat(asked("held.test")).isLessThanOrEqualTo(2);
  }

  @Test
  void closeCancelsWhatIsOpenAndEndsTheThreads() {
    CompletableFuture<Resolution> open = start("held.test");

    resolver.close();

    assertThat(((Unresolved) await(open)).reason()).isEqualTo(Reason.CANCELLED);
    assertThat(((Unresolved) resolve("known.test")).reason()).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void answersComeOnAThreadOfTheResolvers() {
    CompletableFuture<String> thread = new CompletableFuture<>();
    resolver.resolve(name("known.test"), done -> thread.complete(Thread.currentThread().getName()));

    assertThat(await(thread)).startsWith("weft-dns");
  }

  protected final Resolution resolve(String host) {
    return await(start(host));
  }

  protected final CompletableFuture<Resolution> start(String host) {
    CompletableFuture<Resolution> resolution = new CompletableFuture<>();
    Consumer<Resolution> done = resolution::complete;
    resolver.resolve(name(host), done);
    return resolution;
  }

  protected static HostName name(String host) {
    return HostName.parse(host).orElseThrow();
  }

  protected static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /**
   * How many questions came for a name of which there is nothing, when all have come: one answer is
   * enough to know it, and the other question may be on its way still.
   */
  protected final int allAsked(String name) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (asked(name) < questions() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return asked(name);
  }
}
