package dev.weft.parse.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrphansTest {
  @Test
  void aWorkerEndsWithItsParentAlsoWhenThatIsKilledAndItsFolderIsDeletedByTheNext(
      @TempDir Path folder) throws Exception {
    Process parent =
        java(folder, "-Djava.io.tmpdir=" + folder, "dev.weft.parse.process.PoolHolder");
    ProcessHandle worker;
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
      worker = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      parent.destroyForcibly().waitFor();
    }

    worker.onExit().get(5, TimeUnit.SECONDS);
    assertThat(folders(folder)).hasSize(1);
    try (PrivateFolder next = PrivateFolder.create(folder)) {
      assertThat(folders(folder)).containsExactly(next.path());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next.path())))
          .isEqualTo("rwx------");
      try (PrivateFolder other = PrivateFolder.create(folder)) {
        assertThat(folders(folder)).containsExactlyInAnyOrder(next.path(), other.path());
      }
    }
    assertThat(folders(folder)).isEmpty();
  }

  @Test
  void aWorkerEndsWhenItsStandardInputDoes(@TempDir Path folder) throws Exception {
    try (PrivateFolder sockets = PrivateFolder.create(folder)) {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(sockets.socket(0, 0)));
      Process worker = java(folder, "dev.weft.parse.worker.Main", sockets.socket(0, 0).toString());
      server.accept();
      worker.getOutputStream().close();

      assertThat(worker.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(5);
      server.close();
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(path -> path.getFileName().toString().startsWith("weft-parse-")).toList();
    }
  }

  private static Process java(Path folder, String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectError(folder.resolve("errors.txt").toFile()).start();
  }
}
