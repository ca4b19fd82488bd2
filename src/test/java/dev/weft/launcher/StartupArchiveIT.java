package dev.weft.launcher;

import static dev.weft.launcher.Installation.VERSION_LINE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.launcher.Installation.Result;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive the launcher makes for itself: made once, used silently, never needed. */
final class StartupArchiveIT {
  private static final Duration MAKING_TIME_MAX = Duration.ofSeconds(60);
  private static final Map<String, String> MAKE = Map.of("WEFT_ARCHIVE", "now");

  @TempDir Path folder;

  private Installation weft;

  @BeforeEach
  void install() throws IOException {
    weft = Installation.at(folder.resolve("weft"), folder);
  }

  @Test
  void isMadeInTheBackgroundByTheFirstRunAndUsedByTheNext() throws IOException {
    assertSilentSuccess(weft.run(Map.of("WEFT_ARCHIVE", ""), "--version"));
    awaitCacheFile("stamp");

    assertThat(weft.archives()).hasSize(1);
    assertThat(usesArchive(weft)).isTrue();
  }

  @Test
  void isNeitherMadeNorUsedWhenSwitchedOff() throws IOException {
    assertSilentSuccess(weft.run(Map.of("WEFT_ARCHIVE", "off"), "--version"));

    assertThat(weft.cache()).doesNotExist();
  }

  @Test
  void isUsedWithAnyMemorySize() throws IOException {
    assertSilentSuccess(weft.run(MAKE, "--version"));

    assertThat(usesArchive(weft, "--memory=192m")).isTrue();
    assertThat(usesArchive(weft, "--memory=3g")).isTrue();
  }

  @Test
  void cutShortIsNotUsedButMadeAnew() throws IOException {
    assertSilentSuccess(weft.run(MAKE, "--version"));
    Path archive = weft.archives().get(0);
    long bytes = Files.size(archive);
    Files.setPosixFilePermissions(archive, Set.of(OWNER_READ, OWNER_WRITE));
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.truncate(bytes / 2);
    }

    assertSilentSuccess(weft.run(MAKE, "--version"));
    assertThat(archive).exists();
    assertThat(Files.size(archive)).isGreaterThan(bytes / 2);
    assertThat(usesArchive(weft)).isTrue();
  }

  @Test
  void overwrittenWithNoiseIsIgnored() throws IOException {
    assertSilentSuccess(weft.run(MAKE, "--version"));
    Path archive = weft.archives().get(0);
    byte[] noise = new byte[(int) Files.size(archive)];
    new Random(1).nextBytes(noise);
    Files.delete(archive);
    Files.write(archive, noise);

    assertSilentSuccess(weft.run(Map.of("WEFT_ARCHIVE", ""), "--version"));
  }

  @Test
  void staysBehindWhenTheFolderMoves() throws IOException {
    assertSilentSuccess(weft.run(MAKE, "--version"));
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(weft.home(), elsewhere);
    Installation moved = new Installation(elsewhere, folder);

    assertSilentSuccess(moved.run(MAKE, "--version"));
    assertThat(weft.archives()).hasSize(2);
    assertThat(usesArchive(moved)).isTrue();
  }

  @Test
  void isMadeAnewForAnotherBuildWhoseJarsHaveTheSameTimesAndSizes() throws IOException {
    assertSilentSuccess(weft.run(MAKE, "--version"));
    String stamp = Files.readString(weft.cacheFilesNamed("stamp").get(0));
    Files.writeString(weft.home().resolve("lib/build"), "0123456789abcdef\n");

    assertSilentSuccess(weft.run(MAKE, "--version"));
    assertThat(Files.readString(weft.cacheFilesNamed("stamp").get(0)))
        .startsWith("0123456789abcdef ")
        .isNotEqualTo(stamp);
  }

  @Test
  void isDoneWithoutWhereTheCacheFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    for (String cache : new String[] {file.toString(), "/proc/none", "relative"}) {
      assertSilentSuccess(
          weft.run(Map.of("WEFT_ARCHIVE", "", "XDG_CACHE_HOME", cache), "--version"));
      assertSilentSuccess(
          weft.run(Map.of("WEFT_ARCHIVE", "now", "XDG_CACHE_HOME", cache), "--version"));
    }
    assertThat(folder.resolve("relative")).doesNotExist();
  }

  @Test
  void isDoneWithoutWhereThereIsNoHome() {
    assertSilentSuccess(
        weft.run(Map.of("WEFT_ARCHIVE", "now", "XDG_CACHE_HOME", "", "HOME", ""), "--version"));

    assertThat(Path.of("/.cache/weft")).doesNotExist();
  }

  @Test
  void isAskedForOnceOfAJvmThatCannotMakeOne() throws IOException {
    Path log = folder.resolve("log");
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17", "echo \"$*\" >>'" + log + "'");
    Map<String, String> environment = Map.of("WEFT_JAVA", jdk.toString(), "WEFT_ARCHIVE", "now");

    weft.run(environment, "first");
    weft.run(environment, "second");

    assertThat(log).content().contains("-XX:ArchiveClassesAtExit=");
    assertThat(Files.readAllLines(log))
        .hasSize(3)
        .filteredOn(line -> line.contains("-XX:SharedArchiveFile="))
        .isEmpty();
  }

  @Test
  void isAskedForAgainOfAJvmThatWasKilledMakingOne() throws IOException {
    Path log = folder.resolve("log");
    String script = "echo \"$*\" >>'" + log + "'; case $* in *AtExit*) kill -TERM $$ ;; esac";
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17", script);
    Map<String, String> environment = Map.of("WEFT_JAVA", jdk.toString(), "WEFT_ARCHIVE", "now");

    weft.run(environment, "first");
    weft.run(environment, "second");

    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("-XX:ArchiveClassesAtExit="))
        .hasSize(2);
  }

  private boolean usesArchive(Installation installation, String... arguments) throws IOException {
    Path log = folder.resolve("classes.log");
    Files.deleteIfExists(log);
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--version";
    assertSilentSuccess(
        installation.run(
            Map.of("WEFT_ARCHIVE", "", "WEFT_JAVA_OPTS", "-Xlog:class+load:file=" + log), all));
    return Files.readAllLines(log).stream()
        .anyMatch(line -> line.contains("dev.weft.cli.Main source: shared objects file"));
  }

  private void awaitCacheFile(String name) throws IOException {
    long deadlineNanos = System.nanoTime() + MAKING_TIME_MAX.toNanos();
    while (weft.cacheFilesNamed(name).isEmpty()) {
      assertThat(System.nanoTime()).as("time to make %s", name).isLessThan(deadlineNanos);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void assertSilentSuccess(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(VERSION_LINE);
    assertThat(result.exitCode()).isZero();
  }
}
