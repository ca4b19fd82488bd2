package dev.weft.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, crawling a site that answers when the test wants. */
@Timeout(120)
final class SignalsTest {
  private static final String NO_ROBOTS = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  private static final String PAGE =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 28\r\n\r\n"
          + "<a href=/more>more links</a>";

  @TempDir private Path folder;
  private ServerSocket site;
  private final List<Socket> connections = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    site = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    processes.forEach(Process::destroyForcibly);
    for (Socket connection : connections) {
      connection.close();
    }
    site.close();
  }

  @Test
  void sigtermLetsWhatIsInFlightFinish() throws IOException, InterruptedException {
    Process weft = weft();
    Socket page = acceptPageRequest();

    signal(weft, "TERM");
    awaitError(weft, "stopping; what is in flight may finish within 30.0 s");
    page.getOutputStream().write(PAGE.getBytes(US_ASCII));

    assertThat(weft.waitFor()).isEqualTo(143);
    assertThat(records()).singleElement().asString().contains("\"status\":200");
    assertThat(folder.resolve("crawl/summary.json"))
        .content()
        .contains("\"end\" : \"stopped\"", "\"exitCode\" : 143", "\"queued\" : 1");
  }

  @Test
  void sigintTwiceEndsAtOnceAndLosesNothingWritten() throws IOException, InterruptedException {
    Process weft = weft();
    assumeTrue(heedsInterrupts(weft), "SIGINT is ignored by whoever started this test");
    acceptPageRequest().getOutputStream().write(PAGE.getBytes(US_ASCII));
    acceptPageRequest();

    signal(weft, "INT");
    awaitError(weft, "a second signal drops it");
    signal(weft, "INT");

    assertThat(weft.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(weft.exitValue()).isEqualTo(130);
    assertThat(records()).singleElement().asString().contains("\"status\":200");
  }

  @Test
  void aFetchKeepsWhatIsDoneAndLetsTheRestFinish() throws IOException, InterruptedException {
    Process weft = weft("fetch", "-");
    weft.getOutputStream().write(url().getBytes(US_ASCII));
    weft.getOutputStream().write('\n');
    weft.getOutputStream().flush();
    Socket page = acceptPageRequest();

    signal(weft, "TERM");
    awaitError(weft, "stopping; what is in flight may finish within 30.0 s");
    page.getOutputStream().write(PAGE.getBytes(US_ASCII));

    assertThat(weft.waitFor()).isEqualTo(143);
    assertThat(Files.readAllLines(folder.resolve("out")))
        .singleElement()
        .asString()
        .contains("\"status\":200");
  }

  private String url() {
    return "http://127.0.0.1:" + site.getLocalPort() + "/";
  }

  private Process weft() throws IOException {
    return weft("crawl", "--delay=0s", "-o", folder.resolve("crawl").toString(), url());
  }

  private Process weft(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile()).start();
    processes.add(process);
    return process;
  }

  /** Answers that there is no robots.txt, where that is asked, and waits for a page's request. */
  private Socket acceptPageRequest() throws IOException {
    while (true) {
      if (connections.isEmpty()) {
        connections.add(site.accept());
      }
      Socket connection = connections.get(connections.size() - 1);
      String request = readRequest(connection);
      if (request.startsWith("GET /robots.txt ")) {
        connection.getOutputStream().write(NO_ROBOTS.getBytes(US_ASCII));
      } else if (request.isEmpty()) {
        connections.add(site.accept());
      } else {
        return connection;
      }
    }
  }

  private static String readRequest(Socket connection) throws IOException {
    StringBuilder request = new StringBuilder();
    int next = 0;
    while (!request.toString().endsWith("\r\n\r\n") && next >= 0) {
      next = connection.getInputStream().read();
      if (next >= 0) {
        request.append((char) next);
      }
    }
    return next < 0 ? "" : request.toString();
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** Reads what the process says until these words come. */
  private static void awaitError(Process process, String words) throws IOException {
    BufferedReader errors = process.errorReader(UTF_8);
    String line = errors.readLine();
    while (line != null && !line.contains(words)) {
      line = errors.readLine();
    }
    assertThat(line).contains(words);
  }

  /** Whether the process was not started with SIGINT ignored, as shells do in the background. */
  private static boolean heedsInterrupts(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return true;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) == 0;
      }
    }
    return true;
  }

  private List<String> records() throws IOException {
    return Files.readAllLines(folder.resolve("crawl/pages.jsonl"));
  }
}
