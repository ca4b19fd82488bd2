package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A disk that forgets what was not synced. Processes that run with its {@link #environment} are
 * watched by {@code src/test/c/powerloss.c}; {@link #cut} then leaves of their files what was
 * synced, or any state between that and what was written, as a seed chooses: file by file, and
 * folder by folder for names.
 */
final class PowerCut {
  private static final Path SOURCE = Path.of("src/test/c/powerloss.c");

  private final Path root;
  private final Path scratch;
  private final Path library;
  private int life;

  private PowerCut(Path root, Path scratch, Path library) {
    this.root = root;
    this.scratch = scratch;
    this.library = library;
  }

  /**
   * A disk in a folder; skips the test, with the reason, where there is no C compiler.
   *
   * @param scratch on the same file system, outside of the disk
   */
  static PowerCut on(Path root, Path scratch) throws IOException, InterruptedException {
    Path compiler = Path.of("/usr/bin/cc");
    boolean isLinux = System.getProperty("os.name").equals("Linux");
    if (!isLinux || !Files.isExecutable(compiler)) {
      System.out.println("skipped: no /usr/bin/cc here; it is in Debian's gcc with libc6-dev");
    }
    assumeTrue(isLinux && Files.isExecutable(compiler), "no C compiler");
    Path library = scratch.resolve("libpowerloss.so");
    Path log = scratch.resolve("cc.txt");
    Process cc =
        new ProcessBuilder(
                compiler.toString(),
                "-Wall",
                "-O1",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                SOURCE.toString(),
                "-ldl",
                "-lpthread")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(cc.waitFor()).as(Files.readString(log)).isZero();
    return new PowerCut(root.toRealPath(), scratch, library);
  }

  /**
   * What the next process must have in its environment.
   *
   * @param faults see {@code powerloss.c}; "" for none
   */
  Map<String, String> environment(String faults) throws IOException {
    life++;
    Files.createDirectory(graves());
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "POWERLOSS_ROOT",
        root.toString(),
        "POWERLOSS_LOG",
        log().toString(),
        "POWERLOSS_UNDO",
        undo().toString(),
        "POWERLOSS_GRAVES",
        graves().toString(),
        "POWERLOSS_FAULTS",
        faults);
  }

  private Path log() {
    return scratch.resolve("log" + life);
  }

  private Path undo() {
    return scratch.resolve("undo" + life);
  }

  private Path graves() {
    return scratch.resolve("graves" + life);
  }

  /** What one file has lost or may lose. */
  private static final class Inode {
    final List<long[]> undos = new ArrayList<>();
    long synced;
    boolean frozen;
  }

  /** A change of a folder: what it was, its paths, and the grave of a file that it took away. */
  private record Change(int number, String kind, Path path, Path from, long grave) {
    Path folder() {
      return path.resolveSibling("");
    }
  }

  private final class Notes {
    final Map<Long, Inode> inodes = new HashMap<>();
    final Map<Path, List<Change>> unsynced = new HashMap<>();
    final List<String> mapped = new ArrayList<>();
    int number;

    void read() throws IOException {
      for (String line : Files.readAllLines(log())) {
        note(line.split("\t", -1));
      }
    }

    private void note(String[] parts) {
      switch (parts[0]) {
        case "seen" -> inode(parts).synced = Long.parseLong(parts[2]);
        case "made" -> {
          inode(parts).synced = 0;
          change("made", Path.of(parts[2]), Path.of(parts[2]), 0);
        }
        case "sync" -> {
          Inode inode = inode(parts);
          if (!inode.frozen) {
            inode.synced = Long.parseLong(parts[2]);
            inode.undos.clear();
          }
        }
        case "lost" -> inode(parts).frozen = true;
        case "undo" ->
            inode(parts)
                .undos
                .add(
                    new long[] {
                      Long.parseLong(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4])
                    });
        case "dirsync" -> unsynced.remove(Path.of(parts[1]));
        case "renamed" ->
            change("renamed", Path.of(parts[2]), Path.of(parts[1]), Long.parseLong(parts[3]));
        case "unlinked" ->
            change("unlinked", Path.of(parts[1]), Path.of(parts[1]), Long.parseLong(parts[2]));
        case "mkdir", "rmdir" -> change(parts[0], Path.of(parts[1]), Path.of(parts[1]), 0);
        case "mapped" -> mapped.add(parts[1]);
        default -> assertThat(parts[0]).isEqualTo("fault");
      }
    }

    private Inode inode(String[] parts) {
      return inodes.computeIfAbsent(Long.parseLong(parts[1]), ino -> new Inode());
    }

    private void change(String kind, Path path, Path from, long grave) {
      unsynced
          .computeIfAbsent(path.resolveSibling(""), folder -> new ArrayList<>())
          .add(new Change(number++, kind, path, from, grave));
    }
  }

  /** Whether a call was made to fail in the last process. */
  boolean hasFailed() throws IOException {
    return Files.exists(log())
        && Files.readAllLines(log()).stream().anyMatch(line -> line.startsWith("fault"));
  }

  /** Takes away what the last process, which has ended, had not made durable. */
  void cut(RandomGenerator random) throws IOException {
    if (!Files.exists(log())) {
      return;
    }
    Notes notes = new Notes();
    notes.read();
    assertThat(notes.mapped).as("files written through memory, which is not watched").isEmpty();
    List<Change> lost = new ArrayList<>();
    for (List<Change> changes : notes.unsynced.values()) {
      int kept = random.nextBoolean() ? 0 : random.nextInt(changes.size() + 1);
      lost.addAll(changes.subList(kept, changes.size()));
    }
    lost.sort(Comparator.comparingInt(Change::number).reversed());
    for (Change change : lost) {
      revert(change);
    }
    List<Path> files;
    try (Stream<Path> paths = Files.walk(root)) {
      files = paths.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Inode inode = notes.inodes.get((Long) Files.getAttribute(file, "unix:ino"));
      if (inode != null) {
        forget(file, inode, random);
      }
    }
  }

  private void revert(Change change) throws IOException {
    Path grave = graves().resolve(Long.toString(change.grave));
    switch (change.kind) {
      case "made" -> Files.deleteIfExists(change.path);
      case "mkdir" -> deleteAll(change.path);
      case "rmdir" -> Files.createDirectories(change.path);
      case "renamed" -> {
        if (Files.exists(change.path)) {
          Files.move(change.path, change.from, StandardCopyOption.REPLACE_EXISTING);
        }
        if (change.grave > 0) {
          Files.createLink(change.path, grave);
        }
      }
      default -> {
        if (change.grave > 0 && Files.isDirectory(change.folder())) {
          Files.deleteIfExists(change.path);
          Files.createLink(change.path, grave);
        }
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> paths;
      try (Stream<Path> walked = Files.walk(folder)) {
        paths = new ArrayList<>(walked.toList());
      }
      Collections.reverse(paths);
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }

  private void forget(Path path, Inode inode, RandomGenerator random) throws IOException {
    int mode = random.nextInt(4);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long size = file.length();
      long kept =
          inode.synced + (size > inode.synced ? random.nextLong(size - inode.synced + 1) : 0);
      if (mode < 2) {
        undo(file, inode);
        file.setLength(inode.synced);
      } else if (mode == 2 && size > inode.synced) {
        file.setLength(kept);
      } else if (mode == 3 && size > inode.synced) {
        file.seek(inode.synced);
        file.write(new byte[(int) (kept - inode.synced)]);
        file.setLength(kept);
      }
    }
  }

  /** Brings durable bytes back that had been written over or cut off. */
  private void undo(RandomAccessFile file, Inode inode) throws IOException {
    if (inode.undos.isEmpty()) {
      return;
    }
    try (RandomAccessFile kept = new RandomAccessFile(undo().toFile(), "r")) {
      for (int i = inode.undos.size() - 1; i >= 0; i--) {
        long[] undo = inode.undos.get(i);
        byte[] bytes = new byte[(int) undo[1]];
        kept.seek(undo[2]);
        kept.readFully(bytes);
        file.seek(undo[0]);
        file.write(bytes);
      }
    }
  }
}
