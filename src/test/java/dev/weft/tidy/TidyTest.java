package dev.weft.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TidyTest {
  /** What the repository's top level holds, beside dot-files and the build's own folder. */
  private static final Set<String> TOP_LEVEL =
      Set.of("pom.xml", "README.md", "LICENSE", "src", "config", "seeds", "output");

  private static final int PACKAGE_COMMENT_LINES_MIN = 5;
  private static final int PACKAGE_COMMENT_LINES_MAX = 15;

  // Spelt in two halves, or this file would find itself.
  private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern PATH_OF_ONE_MACHINE =
      Pattern.compile("(?<![\\w.])/(work|home/\\w+|Users/\\w+|tmp/h)" + "/");

  @Test
  void everyRoomSaysWhatItIsFor() {
    List<String> untold =
        SourceTree.mainJava().stream()
            .map(file -> Objects.requireNonNull(file.getParent()))
            .distinct()
            .filter(room -> !isTold(room.resolve("package-info.java")))
            .map(SourceTree::name)
            .toList();

    assertThat(untold)
        .as(
            "packages without a @NullMarked package-info.java whose comment has %s to %s lines",
            PACKAGE_COMMENT_LINES_MIN, PACKAGE_COMMENT_LINES_MAX)
        .isEmpty();
  }

  private static boolean isTold(Path packageInfo) {
    if (!Files.exists(packageInfo)) {
      return false;
    }
    String text = SourceTree.text(packageInfo);
    int end = text.indexOf("*/");
    if (!text.contains("/**") || end < 0) {
      return false;
    }
    long lines = text.substring(text.indexOf("/**"), end).lines().count();
    return text.contains("@NullMarked")
        && lines >= PACKAGE_COMMENT_LINES_MIN
        && lines <= PACKAGE_COMMENT_LINES_MAX;
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(linesWith(LEFT_FOR_LATER)).isEmpty();
  }

  @Test
  void noPathOfOneMachineIsWritten() {
    assertThat(linesWith(PATH_OF_ONE_MACHINE)).isEmpty();
  }

  @Test
  void noTabsAndNoBlanksAtTheEndOfALine() {
    assertThat(linesWith(Pattern.compile("\t|[ \t\r]$"))).isEmpty();
  }

  @Test
  void filesEndWithOneLineEnd() {
    List<String> others =
        SourceTree.written().stream()
            .filter(file -> !SourceTree.text(file).isEmpty())
            .filter(file -> !endsWithOneLineEnd(SourceTree.text(file)))
            .map(SourceTree::name)
            .toList();

    assertThat(others).isEmpty();
  }

  @Test
  void topLevelHoldsOnlyWhatTheHouseHas() {
    Set<String> names = new TreeSet<>();
    for (File file : Objects.requireNonNull(SourceTree.ROOT.toFile().listFiles())) {
      names.add(file.getName());
    }
    names.removeIf(name -> name.startsWith(".") || name.equals("target"));

    assertThat(names).isEqualTo(new TreeSet<>(TOP_LEVEL));
  }

  private static boolean endsWithOneLineEnd(String text) {
    return text.endsWith("\n") && !text.endsWith("\n\n");
  }

  private static List<String> linesWith(Pattern pattern) {
    return SourceTree.written().stream().flatMap(file -> linesWith(pattern, file)).toList();
  }

  private static Stream<String> linesWith(Pattern pattern, Path file) {
    List<String> lines = SourceTree.text(file).lines().toList();
    return Stream.iterate(0, number -> number < lines.size(), number -> number + 1)
        .filter(number -> pattern.matcher(lines.get(number)).find())
        .map(number -> SourceTree.name(file) + ":" + (number + 1) + ": " + lines.get(number));
  }
}
