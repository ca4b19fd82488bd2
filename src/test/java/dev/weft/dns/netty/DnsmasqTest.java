package dev.weft.dns.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.dns.Resolver;
import dev.weft.dns.Resolver.Resolution;
import dev.weft.dns.Resolver.Resolved;
import dev.weft.dns.Resolver.Unresolved;
import dev.weft.dns.Resolver.Unresolved.Reason;
import dev.weft.url.HostName;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name server of another make: dnsmasq, on loopback, without anybody above it. */
@Timeout(60)
final class DnsmasqTest {
  @TempDir private Path folder;
  private Process server;
  private Resolver resolver;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Path program =
        Stream.of("/usr/sbin/dnsmasq", "/usr/local/sbin/dnsmasq", "/opt/homebrew/sbin/dnsmasq")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "dnsmasq is not installed (package dnsmasq-base)");
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--log-facility=-",
                "--user=",
                "--pid-file=",
                "--port=" + port,
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--local=/test/",
                "--auth-ttl=77",
                "--local-ttl=77",
                "--host-record=plain.test,192.0.2.1,2001:db8::1",
                "--host-record=four.test,192.0.2.4",
                "--cname=www.test,alias.test",
                "--cname=alias.test,plain.test",
                "--edns-packet-max=512"));
    Path hosts = folder.resolve("many");
    Files.write(
        hosts, IntStream.rangeClosed(1, 120).mapToObj(i -> "192.0.2." + i + " many.test").toList());
    command.add("--addn-hosts=" + hosts);
    server = new ProcessBuilder(command).redirectErrorStream(true).start();
    awaitStarted(server.getInputStream());
    resolver =
        new NettyResolver(
            List.of(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)),
            Limits.DEFAULT,
            folder.resolve("hosts"),
            false,
            System::nanoTime);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (resolver != null) {
      resolver.close();
    }
    if (server != null) {
      server.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitStarted(InputStream log) throws IOException {
    StringBuilder text = new StringBuilder();
    int next = 0;
    while (next >= 0 && text.indexOf("many - ") < 0) {
      next = log.read();
      text.append((char) next);
    }
    assertThat(text.toString()).contains("started");
  }

  @Test
  void namesHaveTheAddressesAndTheTimeItSays() {
    Resolved plain = (Resolved) resolve("plain.test");

    assertThat(texts(plain)).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
    assertThat(plain.ttl()).isEqualTo(Duration.ofSeconds(77));
    assertThat(texts(resolve("four.test"))).containsExactly("192.0.2.4");
    assertThat(texts(resolve("www.test"))).contains("192.0.2.1");
    assertThat(((Unresolved) resolve("none.test")).reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(((Unresolved) resolve("elsewhere.example")).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void anAnswerTooLongForADatagramComesByTcp() {
    assertThat(texts(resolve("many.test"))).hasSize(120);
  }

  private Resolution resolve(String name) {
    CompletableFuture<Resolution> resolution = new CompletableFuture<>();
    resolver.resolve(HostName.parse(name).orElseThrow(), resolution::complete);
    return resolution.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static List<String> texts(Resolution resolution) {
    assertThat(resolution).isInstanceOf(Resolved.class);
    return ((Resolved) resolution).addresses().stream().map(InetAddress::getHostAddress).toList();
  }
}
