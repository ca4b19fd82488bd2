package dev.weft.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  @TempDir private Path folder;

  private Process other = endedProcess();

  @AfterEach
  void endOther() throws InterruptedException {
    other.destroyForcibly().waitFor();
  }

  @Test
  void aSecondRunInTheProcessIsRefusedAndLearnsWhoHasTheFolder() throws Exception {
    try (FolderLock lock = FolderLock.take(folder, NOW)) {
      FolderHeldException refusal = refusal();

      assertThat(refusal.owner()).contains(lock.owner());
      assertThat(refusal)
          .hasMessage(
              "%s is held by another run: process %s, since %s",
              folder, ProcessHandle.current().pid(), NOW);
      assertThat(FolderLock.owner(folder)).contains(lock.owner());
    }
    assertThat(FolderLock.owner(folder)).isEmpty();
    FolderLock.take(folder, NOW).close();
  }

  @Test
  void anotherProcessHoldsTheFolderUntilItEnds() throws Exception {
    long pid = startOther();

    assertThat(refusal().owner().map(Owner::pid)).contains(pid);
    assertThat(FolderLock.owner(folder).map(Owner::pid)).contains(pid);

    other.getOutputStream().close();
    assertThat(other.waitFor()).isZero();
    assertThat(FolderLock.owner(folder)).isEmpty();
    FolderLock.take(folder, NOW).close();
  }

  @Test
  void aCrashReleasesTheFolder() throws Exception {
    startOther();

    other.destroyForcibly().waitFor();

    assertThat(folder.resolve(FolderLock.OWNER_FILE)).exists();
    assertThat(FolderLock.owner(folder)).isEmpty();
    FolderLock.take(folder, NOW).close();
  }

  @Test
  void theOwnersOwnQuestionsDoNotReleaseTheFolder() throws Exception {
    try (FolderLock lock = FolderLock.take(folder, NOW)) {
      assertThat(FolderLock.owner(folder)).contains(lock.owner());
      refusal();

      startProcess();

      assertThat(other.waitFor()).isNotZero();
    }
  }

  @Test
  void whatACrashedRunLeftOfItsSocketIsDeleted() throws Exception {
    ControlServer leftOver =
        ControlServer.open(Map.of(), (verb, argument) -> CompletableFuture.completedStage(""));
    Owner gone = new Owner(1L << 40, null, NOW, leftOver.socket());
    gone.write(folder.resolve(FolderLock.OWNER_FILE));

    FolderLock.take(folder, NOW).close();

    assertThat(leftOver.socket().getParent()).doesNotExist();
    leftOver.close();
  }

  @Test
  void hostile28_aForgedOwnerDeletesNothing() throws Exception {
    Path mine = Files.createDirectory(folder.resolve("weft-mine"));
    Path file = Files.writeString(mine.resolve("control"), "a file, not a socket");
    new Owner(1L << 40, null, NOW, file).write(folder.resolve(FolderLock.OWNER_FILE));

    FolderLock.take(folder, NOW).close();

    assertThat(file).exists();
  }

  @Test
  void anOwnerFileThatIsNoneIsNoOwner() throws Exception {
    Files.writeString(folder.resolve(FolderLock.OWNER_FILE), "weft-run 1\npid many\nstarted now\n");
    assertThat(FolderLock.owner(folder)).isEmpty();
    Files.writeString(folder.resolve(FolderLock.OWNER_FILE), "x".repeat(5_000));
    assertThat(FolderLock.owner(folder)).isEmpty();
    FolderLock.take(folder, NOW).close();
  }

  private FolderHeldException refusal() {
    return catchThrowableOfType(
        FolderHeldException.class, () -> FolderLock.take(folder, Instant.now()).close());
  }

  private long startOther() throws IOException {
    BufferedReader out = startProcess();
    return Long.parseLong(out.readLine());
  }

  private BufferedReader startProcess() throws IOException {
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return other.inputReader(UTF_8);
  }

  private static Process endedProcess() {
    try {
      return new ProcessBuilder("true").start();
    } catch (IOException e) {
      throw new IllegalStateException("`true` cannot be run", e);
    }
  }
}
