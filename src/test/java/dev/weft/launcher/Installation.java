package dev.weft.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of {@code target/weft} that a test may move and damage, with a cache folder of its own.
 *
 * @param home the copy's root, the folder of {@code bin} and {@code lib}
 * @param scratch where its processes run and leave their output and cache
 */
record Installation(Path home, Path scratch) {
  static final String VERSION_LINE = "weft " + System.getProperty("weft.version") + "\n";

  private static final Duration PROCESS_TIME_MAX = Duration.ofSeconds(60);

  /** The end of one process. */
  record Result(int exitCode, String out, String err, Duration time) {}

  /** Copies the built folder to {@code home}; its jars keep their times, as unpacking does. */
  static Installation at(Path home, Path scratch) throws IOException {
    Path built = Path.of(System.getProperty("weft.home"));
    try (Stream<Path> paths = Files.walk(built)) {
      for (Path source : (Iterable<Path>) paths::iterator) {
        Path target = home.resolve(built.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return new Installation(home, scratch);
  }

  /** What {@code XDG_CACHE_HOME} is for its processes. */
  Path cache() {
    return scratch.resolve("cache");
  }

  Path launcher() {
    return home.resolve("bin/weft");
  }

  Result run(Map<String, String> environment, String... arguments) {
    return run(launcher(), environment, arguments);
  }

  /**
   * Runs {@code launcher} to its end with this test's JDK and without start-up archive, where
   * {@code environment} does not say otherwise; a value of "" unsets.
   */
  Result run(Path launcher, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(scratch, "out", null);
      Path err = Files.createTempFile(scratch, "err", null);
      long startNanos = System.nanoTime();
      Process process = start(command, environment, out, err);
      if (!process.waitFor(PROCESS_TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " ran longer than " + PROCESS_TIME_MAX);
      }
      Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err), time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + command + " ran", e);
    }
  }

  private Process start(List<String> command, Map<String, String> environment, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("WEFT_") || name.startsWith("JAVA_"));
    variables.remove("JDK_JAVA_OPTIONS");
    variables.put("XDG_CACHE_HOME", cache().toString());
    variables.put("WEFT_JAVA", System.getProperty("java.home"));
    variables.put("WEFT_ARCHIVE", "off");
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty);
    return builder.start();
  }

  /** The start-up archives in the cache folder. */
  List<Path> archives() throws IOException {
    return cacheFilesNamed("weft.jsa");
  }

  /** Those that are in their place; what is still being made stands in a folder of its own. */
  List<Path> cacheFilesNamed(String name) throws IOException {
    if (!Files.isDirectory(cache())) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(cache())) {
      return paths
          .filter(path -> path.endsWith(name) && !path.endsWith(Path.of("new", name)))
          .toList();
    }
  }

  /**
   * Makes a stand-in for a JDK in {@code folder}, which claims {@code version} and whose {@code
   * java} is the shell script {@code script}.
   */
  static Path fakeJdk(Path folder, String version, String script) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("release"),
        "IMPLEMENTOR=\"None\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    return folder;
  }
}
