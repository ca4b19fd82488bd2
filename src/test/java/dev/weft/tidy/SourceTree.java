package dev.weft.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's files, as the build finds them in its working folder. */
final class SourceTree {
  static final Path ROOT = Path.of("").toAbsolutePath();

  private SourceTree() {}

  static List<Path> mainJava() {
    return files("src/main/java", path -> path.toString().endsWith(".java"));
  }

  static List<Path> allJava() {
    return files("src", path -> path.toString().endsWith(".java"));
  }

  /** Every file people write: sources, scripts, documents and build files, without fixtures. */
  static List<Path> written() {
    Predicate<Path> fixture =
        path ->
            path.startsWith(ROOT.resolve("src/test/resources"))
                || path.startsWith(ROOT.resolve(".ci/node/node_modules"));
    return Stream.of("src", "config", "seeds", ".ci", ".mvn", "pom.xml", "README.md")
        .flatMap(name -> files(name, fixture.negate()).stream())
        .filter(SourceTree::isText)
        .toList();
  }

  /**
   * The files under {@code name}, which may be a file itself or missing, that {@code test} takes.
   */
  static List<Path> files(String name, Predicate<Path> test) {
    Path start = ROOT.resolve(name);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(start)) {
      return paths.filter(Files::isRegularFile).filter(test).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path path) {
    return ROOT.relativize(path).toString();
  }

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  private static boolean isText(Path path) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
