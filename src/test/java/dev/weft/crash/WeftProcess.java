package dev.weft.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.Main;
import dev.weft.control.ControlClient;
import dev.weft.control.FolderLock;
import dev.weft.control.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The command as a process of its own, from this test's class path. */
final class WeftProcess implements AutoCloseable {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 2_000_000;

  /** How long a process may outlive the crawl that started it. */
  private static final Duration ORPHAN_TIME_MAX = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;

  /** How a process ended. */
  record Result(int code, String out, String err) {}

  private WeftProcess(List<String> command, Process process, Path out, Path err) {
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param scratch where its output goes, and what RocksDB unpacks and a killed process leaves
   */
  static WeftProcess start(Path scratch, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = command(scratch, arguments);
    Path out = Files.createTempFile(scratch, "out", null);
    Path err = Files.createTempFile(scratch, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WEFT_"));
    builder.environment().putAll(environment);
    return new WeftProcess(command, builder.start(), out, err);
  }

  /** Its command line. */
  static List<String> command(Path scratch, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-Djava.io.tmpdir=" + scratch);
    if (Runtime.version().feature() >= 24) {
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Runs it to its end. */
  static Result run(Path scratch, String... arguments) throws IOException, InterruptedException {
    try (WeftProcess process = start(scratch, Map.of(), List.of(arguments))) {
      return process.result();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last epoch that the crawl in a folder says is committed; 0 while it cannot be asked. */
  static long committedEpoch(Path folder) {
    return status(folder).map(status -> status.get("epoch").asLong()).orElse(0L);
  }

  /** What the crawl in a folder says of itself. */
  static Optional<JsonNode> status(Path folder) {
    try {
      Optional<Path> socket = FolderLock.owner(folder).flatMap(Owner::socket);
      return socket.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.readTree(ControlClient.ask(socket.get(), "status", "")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits until something holds or the process has ended; true if it holds. */
  boolean await(BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + TIME_MAX.toNanos();
    while (process.isAlive()) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited for " + TIME_MAX + " on " + this);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  /** SIGKILL, and the end of it; what it has started must end by itself. */
  void kill() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly().waitFor();
    long end = System.nanoTime() + ORPHAN_TIME_MAX.toNanos();
    for (ProcessHandle orphan : started) {
      while (orphan.isAlive()) {
        if (System.nanoTime() > end) {
          orphan.destroyForcibly();
          throw new AssertionError(
              orphan + " lived for " + ORPHAN_TIME_MAX + " after the crawl was killed: " + this);
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  /** SIGTERM, and nothing more. */
  void terminate() {
    process.destroy();
  }

  /** Kills the processes that it has started; how many there were. */
  long killChildren() {
    return process.descendants().filter(ProcessHandle::destroyForcibly).count();
  }

  Result result() throws IOException, InterruptedException {
    if (!process.waitFor(TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("ran longer than " + TIME_MAX + ": " + this);
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public String toString() {
    try {
      return command.subList(command.indexOf(Main.class.getName()), command.size())
          + "\n"
          + Files.readString(out)
          + Files.readString(err);
    } catch (IOException e) {
      return command.toString();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
