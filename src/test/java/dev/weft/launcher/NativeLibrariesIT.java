package dev.weft.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder's jars find the native libraries unpacked beside them. */
final class NativeLibrariesIT {
  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void areLoadedFromTheFolderItself() throws IOException, URISyntaxException, InterruptedException {
    Installation weft = Installation.at(folder.resolve("weft"), folder);
    Path lib = weft.home().toRealPath().resolve("lib");
    Path tests =
        Path.of(NativeProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Djava.library.path=" + lib.resolve("native"));
    command.addAll(List.of("-cp", lib + "/*:" + tests, NativeProbe.class.getName()));
    Process probe =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> loaded =
        new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(probe.waitFor()).isZero();
    assertThat(loaded)
        .allMatch(file -> file.startsWith(lib.resolve("native").toString()))
        .anyMatch(file -> file.contains("epoll"))
        .anyMatch(file -> file.contains("tcnative"))
        .anyMatch(file -> file.contains("brotli"))
        .anyMatch(file -> file.contains("zstd"));
  }
}
