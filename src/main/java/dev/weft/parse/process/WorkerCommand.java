package dev.weft.parse.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a worker is started: which Java, with which limits and class path. It is given no environment
 * but what finds its libraries, for that may hold secrets.
 */
final class WorkerCommand {
  /** From util-linux; has the kernel kill a process when the thread that started it has ended. */
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /** Documents come and go: of a heap, most is better young. */
  private static final int HEAP_PER_YOUNG = 3;

  private static final String MAIN = "dev.weft.parse.worker.Main";

  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private final List<String> flags;
  private final List<Path> classPath;
  private final WorkerArchive archive;
  private final String main;

  /** Workers with this heap, that keep their temporary files in {@code folder}. */
  WorkerCommand(long heapBytes, PrivateFolder folder, List<Path> classPath, String main) {
    if (!Files.isExecutable(java)) {
      throw new IllegalStateException(
          java
              + " is missing, and parse workers need it; run Weft with a JDK or JRE that has it,"
              + " or parse in this process with --parser threads");
    }
    this.flags = flags(heapBytes, folder);
    this.classPath = classPath;
    this.main = main;
    this.archive = WorkerArchive.of(java, steadyFlags(), classPath);
  }

  static WorkerCommand usual(long heapBytes, PrivateFolder folder, List<Path> classPath) {
    return new WorkerCommand(heapBytes, folder, classPath, MAIN);
  }

  WorkerArchive archive() {
    return archive;
  }

  private static List<String> flags(long heapBytes, PrivateFolder folder) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + heapBytes);
    flags.add("-Xmn" + heapBytes / HEAP_PER_YOUNG);
    flags.add("-XX:ErrorFile=" + folder.crashFile());
    // Libraries that unpack native code leave it behind when they are killed.
    flags.add("-Djava.io.tmpdir=" + folder.path());
    return flags;
  }

  /** The flags that are the same in every run; a class-data archive is made for them. */
  private static List<String> steadyFlags() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=64m",
                "-Xss1m",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xlog:cds*=off:stderr",
                "-Dfile.encoding=UTF-8"));
    if (Runtime.version().feature() >= 24) {
      flags.add("-Xlog:aot*=off:stderr");
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    String natives = System.getProperty("java.library.path");
    if (natives != null) {
      flags.add("-Djava.library.path=" + natives);
    }
    return flags;
  }

  /**
   * Starts one, with these flags for a class-data archive, that is to connect to {@code socket}; it
   * says its last words into a file.
   */
  Process start(List<String> archiveFlags, Path socket, Path words) throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      line.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
    }
    line.add(java.toString());
    line.addAll(flags);
    line.addAll(steadyFlags());
    line.addAll(archiveFlags);
    line.add("-cp");
    line.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    line.add(main);
    line.add(socket.toString());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(words.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ"));
    // glibc gives every thread a heap of its own; a worker has one thread that counts.
    environment.put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }
}
