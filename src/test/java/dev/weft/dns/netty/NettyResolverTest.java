package dev.weft.dns.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.dns.Resolver;
import dev.weft.dns.Resolver.Resolution;
import dev.weft.dns.Resolver.Resolved;
import dev.weft.dns.Resolver.Unresolved;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.dns.ResolverContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NettyResolverTest extends ResolverContract {
  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(1),
          3,
          Duration.ofMillis(100),
          8,
          20,
          100,
          1_000,
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMinutes(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1));

  @TempDir private Path folder;

  private final CountDownLatch held = new CountDownLatch(1);
  private final ScriptedNameServer server = ScriptedNameServer.start();
  private final ScriptedNameServer second = ScriptedNameServer.start();

  NettyResolverTest() throws IOException {}

  @Override
  protected Resolver open() throws IOException {
    server.on("known.test", q -> address(q, "known.test", 300, "192.0.2.7"));
    server.on("none.test", q -> q.send(q.reply().code(3)));
    server.on("broken.test", q -> q.send(q.reply().code(2)));
    server.on("held.test", q -> hold(() -> address(q, "held.test", 300, "192.0.2.7")));
    return open(List.of(server), false);
  }

  private Resolver open(List<ScriptedNameServer> servers, boolean prefersIpv6) throws IOException {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "# comment\n192.0.2.80 in.hosts Alias.Hosts\n2001:db8::80 in.hosts\n");
    return new NettyResolver(
        servers.stream().map(ScriptedNameServer::address).toList(),
        LIMITS,
        hosts,
        prefersIpv6,
        now::get);
  }

  private void use(List<ScriptedNameServer> servers, boolean prefersIpv6) throws IOException {
    resolver.close();
    resolver = open(servers, prefersIpv6);
  }

  @Override
  protected int asked(String name) {
    return server.asked(name);
  }

  @Override
  protected int questions() {
    return 2;
  }

  @Override
  protected void letGo() {
    held.countDown();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    second.close();
  }

  /** Answers with an address of the family asked for, or that there is none of that. */
  private static void address(
      ScriptedNameServer.Asked q, String name, long ttl, String... addresses) throws IOException {
    Reply reply = q.reply();
    for (String address : addresses) {
      if (q.isIpv4() == (address.indexOf(':') < 0)) {
        reply.address(name, ttl, address);
      }
    }
    q.send(reply);
  }

  /** Something that may fail for want of a network. */
  private interface Task {
    void run() throws IOException;
  }

  private void hold(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                held.await();
                task.run();
              } catch (InterruptedException | IOException e) {
                // The test is over.
              }
            },
            "name-server-held");
    thread.setDaemon(true);
    thread.start();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10",
    "5, 10",
    "10, 10",
    "77, 77",
    "3600, 3600",
    "86400, 3600",
    "2147483647, 3600",
    "2147483648, 10",
    "4294967295, 10"
  })
  void ttlHoldsWithinBounds(long said, long holds) {
    server.on("ttl.test", q -> address(q, "ttl.test", said, "192.0.2.1"));

    assertThat(((Resolved) resolve("ttl.test")).ttl()).isEqualTo(Duration.ofSeconds(holds));
  }

  @ParameterizedTest
  @CsvSource({"600, 60, 60", "60, 600, 60", "0, 0, 3", "100000, 100000, 900"})
  void absenceIsRememberedAsTheZoneSays(long ttl, long minimum, long holds) {
    server.on("no.test", q -> q.send(q.reply().code(3).soa(ttl, minimum)));
    resolve("no.test");
    int asked = allAsked("no.test");

    now.addAndGet(Duration.ofSeconds(holds).toNanos() - 1);
    resolve("no.test");
    assertThat(asked("no.test")).isEqualTo(asked);

    now.addAndGet(1);
    resolve("no.test");
    assertThat(asked("no.test")).isGreaterThan(asked);
  }

  @Test
  void aNameWithoutAddressesIsUnknown() {
    server.on("mail.test", q -> q.send(q.reply().soa(60, 60)));

    Unresolved none = (Unresolved) resolve("mail.test");

    assertThat(none.reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(server.asked()).extracting(ScriptedNameServer.Asked::type).containsOnly(1, 28);
  }

  @Test
  void bothFamiliesAreAskedAndInterleaved() throws IOException {
    String[] all = {"192.0.2.1", "2001:db8::1", "192.0.2.2", "2001:db8::2", "192.0.2.3"};
    server.on("both.test", q -> address(q, "both.test", 60, all));

    assertThat(texts(resolve("both.test")))
        .containsExactly(
            "192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2", "2001:db8:0:0:0:0:0:2", "192.0.2.3");

    use(List.of(server), true);
    assertThat(texts(resolve("both.test")).subList(0, 2))
        .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
  }

  @Test
  void oneFamilyDoesNotWaitForAnotherThatNeverComes() {
    server.on(
        "half.test",
        q -> {
          if (q.isIpv4()) {
            address(q, "half.test", 60, "192.0.2.1");
          }
        });

    assertThat(texts(resolve("half.test"))).containsExactly("192.0.2.1");
    assertThat(asked("half.test")).isEqualTo(2);
  }

  @Test
  void oneFamilyThatFailsDoesNotMatter() {
    server.on(
        "half.test",
        q -> {
          if (q.isIpv4()) {
            q.send(q.reply().code(2));
          } else {
            address(q, "half.test", 60, "2001:db8::1");
          }
        });

    assertThat(texts(resolve("half.test"))).containsExactly("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void aliasesAreFollowedWithinAMessageAndBeyondIt() {
    server.on(
        "a.test",
        q -> q.send(q.reply().alias("a.test", 50, "B.test").alias("b.test", 40, "c.test")));
    server.on("c.test", q -> q.send(q.reply().alias("c.test", 30, "d.test")));
    server.on("d.test", q -> address(q, "d.test", 60, "192.0.2.4"));

    Resolved resolved = (Resolved) resolve("a.test");

    assertThat(texts(resolved)).containsExactly("192.0.2.4");
    assertThat(resolved.ttl()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aliasesInACircleEnd() {
    server.on(
        "x.test",
        q -> q.send(q.reply().alias("x.test", 50, "y.test").alias("y.test", 50, "x.test")));
    server.on("self.test", q -> q.send(q.reply().alias("self.test", 50, "self.test")));

    assertThat(((Unresolved) resolve("x.test")).reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(((Unresolved) resolve("self.test")).message()).contains("circle");
  }

  @Test
  void aLongChainOfAliasesEnds() {
    server.on(
        "n0.test",
        q -> {
          Reply reply = q.reply();
          for (int i = 0; i < 20; i++) {
            reply.alias("n" + i + ".test", 50, "n" + (i + 1) + ".test");
          }
          q.send(reply.address("n20.test", 50, "192.0.2.1"));
        });
    for (int i = 0; i < 20; i++) {
      int next = i + 1;
      server.on(
          "m" + i + ".test", q -> q.send(q.reply().alias(q.name(), 50, "m" + next + ".test")));
    }

    assertThat(resolve("n0.test")).isInstanceOf(Unresolved.class);
    assertThat(resolve("m0.test")).isInstanceOf(Unresolved.class);
    assertThat(asked("m3.test")).isZero();
  }

  @Test
  void truncatedAnswersAreAskedForByTcp() {
    server.on(
        "long.test",
        q -> {
          Reply reply = q.isTcp() ? q.reply() : q.reply().truncated();
          for (int i = 1; q.isIpv4() && i <= (q.isTcp() ? 200 : 1); i++) {
            reply.address("long.test", 60, "192.0.2." + i);
          }
          q.send(reply);
        });

    assertThat(texts(resolve("long.test"))).hasSize(200);
  }

  @Test
  void forgedAndGarbledAnswersAreLeftAlone() {
    server.on(
        "forged.test",
        q -> {
          q.send("garbage".getBytes(StandardCharsets.US_ASCII));
          q.send(new byte[0]);
          byte[] real = q.reply().address("forged.test", 60, "192.0.2.1").toBytes();
          byte[] otherId = real.clone();
          otherId[0] ^= 0x55;
          otherId[real.length - 1] = 66;
          q.send(otherId);
          byte[] otherQuestion = real.clone();
          otherQuestion[13] ^= 1;
          otherQuestion[real.length - 1] = 66;
          q.send(otherQuestion);
          q.send(Arrays.copyOf(real, real.length - 7));
          if (q.isIpv4()) {
            q.send(real);
          } else {
            q.send(new Reply(0, new byte[0]).toBytes());
          }
        });

    assertThat(texts(resolve("forged.test"))).containsExactly("192.0.2.1");
  }

  @Test
  void whatASilentOrGarblingServerSaysIsNoAnswer() {
    server.on("silent.test", q -> {});
    server.on("garbled.test", q -> q.send(new byte[] {1, 2, 3}));

    Unresolved silent = (Unresolved) resolve("silent.test");

    assertThat(silent.reason()).isEqualTo(Reason.FAILED);
    assertThat(silent.message()).contains("did not answer in time", "127.0.0.1:");
    assertThat(asked("silent.test")).isEqualTo(2 * LIMITS.triesMax());
    assertThat(((Unresolved) resolve("garbled.test")).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void recordsOfNamesNobodyAskedForAreNotBelieved() {
    server.on(
        "bait.test",
        q -> {
          if (q.isIpv4()) {
            q.send(
                q.reply()
                    .address("known.test", 60, "192.0.2.66")
                    .address("bait.test", 60, "192.0.2.1"));
          } else {
            q.send(q.reply());
          }
        });

    assertThat(texts(resolve("bait.test"))).containsExactly("192.0.2.1");
    assertThat(texts(resolve("known.test"))).containsExactly("192.0.2.7");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 9})
  void aServerThatCannotSayIsFollowedByTheNext(int code) throws IOException {
    use(List.of(server, second), false);
    server.on("next.test", q -> q.send(q.reply().code(code)));
    second.on("next.test", q -> address(q, "next.test", 60, "192.0.2.2"));

    assertThat(texts(resolve("next.test"))).containsExactly("192.0.2.2");
  }

  @Test
  void aServerThatIsSilentIsFollowedByTheNext() throws IOException {
    use(List.of(server, second), false);
    server.on("next.test", q -> {});
    second.on("next.test", q -> address(q, "next.test", 60, "192.0.2.2"));

    assertThat(texts(resolve("next.test"))).containsExactly("192.0.2.2");
  }

  @Test
  void aServerThatIsNotThereIsFollowedByTheNext() throws IOException {
    use(List.of(server, second), false);
    server.close();
    second.on("next.test", q -> address(q, "next.test", 60, "192.0.2.2"));

    assertThat(texts(resolve("next.test"))).containsExactly("192.0.2.2");
  }

  @Test
  void everyQuestionHasAPortOfItsOwn() {
    for (int i = 0; i < 10; i++) {
      resolve("n" + i + ".test");
    }

    assertThat(server.asked().stream().map(ScriptedNameServer.Asked::port).distinct())
        .hasSizeGreaterThan(10);
  }

  @Test
  void namesOfTheHostsFileAreNotAskedFor() throws IOException {
    assertThat(texts(resolve("in.hosts"))).containsExactly("192.0.2.80", "2001:db8:0:0:0:0:0:80");
    assertThat(texts(resolve("alias.hosts."))).containsExactly("192.0.2.80");
    assertThat(server.asked()).isEmpty();

    Files.writeString(folder.resolve("hosts"), "192.0.2.81 in.hosts\n");
    now.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(texts(resolve("in.hosts"))).containsExactly("192.0.2.81");
  }

  @Test
  void manyNamesTakeTurns() {
    for (int i = 0; i < 100; i++) {
      String name = "h" + i + ".test";
      server.on(name, q -> address(q, name, 60, "192.0.2.5"));
    }

    List<CompletableFuture<Resolution>> all =
        IntStream.range(0, 100).mapToObj(i -> start("h" + i + ".test")).toList();

    assertThat(all).allSatisfy(each -> assertThat(await(each)).isInstanceOf(Resolved.class));
  }

  @Test
  void namesBeyondTheQueueFailForNow() {
    List<CompletableFuture<Resolution>> all = new ArrayList<>();
    for (int i = 0; i < 121; i++) {
      String name = "w" + i + ".test";
      server.on(name, q -> hold(() -> address(q, name, 60, "192.0.2.5")));
      all.add(start(name));
    }

    assertThat(((Unresolved) await(all.get(120))).message()).contains("more than 100 names");
    letGo();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..test", "_under.score.test", "xn--mnchen-3ya.test"})
  void oddNamesAreAskedForOrUnknown(String name) {
    assertThat(((Unresolved) resolve(name)).reason()).isEqualTo(Reason.UNKNOWN_HOST);
  }

  @Test
  void namesNoServerCanBeAskedForAreUnknown() {
    assertThat(((Unresolved) resolve("a".repeat(64) + ".test")).reason())
        .isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(((Unresolved) resolve("ab.".repeat(100) + "test")).reason())
        .isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void noThreadIsLeft() {
    resolve("known.test");

    resolver.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("weft-dns");
  }

  @Test
  void withoutAServerThereIsNoResolver() {
    assertThatThrownBy(() -> new NettyResolver(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> texts(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Resolved.class);
    return ((Resolved) resolution)
        .addresses().stream().map(address -> address.getHostAddress()).toList();
  }
}
