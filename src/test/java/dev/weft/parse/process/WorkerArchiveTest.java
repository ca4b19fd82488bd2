package dev.weft.parse.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.parse.ParseOptions;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.SetupCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerArchiveTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC");

  @TempDir Path temporary;
  private final FieldWriter setup = new FieldWriter();

  @BeforeEach
  void writeSetup() {
    SetupCodec.write(ParseOptions.DEFAULT, setup);
  }

  @Test
  void aWorkerMakesItAndTheNextStartsWithIt() throws IOException {
    List<Path> jars = jars();
    WorkerArchive archive = WorkerArchive.in(temporary.resolve("cache"), JAVA, FLAGS, jars);
    try (PrivateFolder folder = PrivateFolder.create(temporary)) {
      WorkerCommand command = WorkerCommand.usual(64 << 20, folder, jars);
      assertThat(archive.use()).isEmpty();
      assertThat(archive.isMissing()).isTrue();

      archive.make(command, folder.path(), setup);

      assertThat(archive.isMissing()).isFalse();
      assertThat(archive.use()).hasSize(2);
      Path file = Path.of(archive.use().get(1).replaceFirst("^[^=]*=", ""));
      List<String> must = List.of("-Xshare:on", "-XX:SharedArchiveFile=" + file);
      try (WorkerProcess worker = WorkerProcess.start(command, must, folder.path().resolve("b"))) {
        worker.greet(setup);
      }
      assertThat(namesIn(temporary.resolve("cache"))).containsExactly("" + file.getFileName());
    }
  }

  @Test
  void itIsOfTheJarsAsTheyAre() throws IOException {
    Path jar = Files.writeString(temporary.resolve("a.jar"), "one");
    Path cache = Files.createDirectory(temporary.resolve("cache"));
    WorkerArchive before = WorkerArchive.in(cache, JAVA, FLAGS, List.of(jar));
    Files.writeString(jar, "other");
    WorkerArchive after = WorkerArchive.in(cache, JAVA, FLAGS, List.of(jar));

    assertThat(after.file()).isNotEqualTo(before.file());
  }

  @Test
  void withoutJarsOrCacheThereIsNone() throws IOException {
    assertThat(WorkerArchive.in(temporary, JAVA, FLAGS, List.of(temporary)).isMissing()).isFalse();
    assertThat(WorkerArchive.in(null, JAVA, FLAGS, List.of()).isMissing()).isFalse();

    List<Path> jars = jars();
    Path notAFolder = Files.createFile(temporary.resolve("file"));
    WorkerArchive archive = WorkerArchive.in(notAFolder.resolve("cache"), JAVA, FLAGS, jars);
    try (PrivateFolder folder = PrivateFolder.create(temporary)) {
      WorkerCommand command = WorkerCommand.usual(64 << 20, folder, jars);
      archive.make(command, folder.path(), setup);
    }
    assertThat(archive.use()).isEmpty();
  }

  /** What workers are given here, folders made into jars. */
  private List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path place : WorkerClassPath.find(getClass().getClassLoader())) {
      jars.add(Files.isDirectory(place) ? jar(place) : place);
    }
    return jars;
  }

  private Path jar(Path folder) throws IOException {
    Path jar = temporary.resolve("folder.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        to.putNextEntry(new JarEntry(folder.relativize(each).toString()));
        Files.copy(each, to);
      }
    }
    return jar;
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> "" + path.getFileName()).toList();
    }
  }
}
