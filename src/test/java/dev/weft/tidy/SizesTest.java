package dev.weft.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Sizes of files and methods, in lines. What is over a limit is named here with its size, which may
 * only shrink: a ratchet.
 */
final class SizesTest {
  private static final int FILE_LINES_USUAL = 400;
  private static final int FILE_LINES_MAX = 600;
  private static final int METHOD_LINES_USUAL = 30;
  private static final int METHOD_LINES_MAX = 70;
  private static final double USUAL_SHARE = 0.9;

  /** What the comment at the head of a file over {@link #FILE_LINES_MAX} says, with its reason. */
  private static final String REASON = "One file because";

  /** Methods over {@link #METHOD_LINES_MAX}: table-driven automata, which lose by being split. */
  private static final Map<String, Integer> LONG_METHODS = Map.of();

  @Test
  void filesOverTheLimitSayWhyInTheirHead() {
    List<String> silent = new ArrayList<>();
    for (Path file : SourceTree.allJava()) {
      String text = SourceTree.text(file);
      int head = text.indexOf('{');
      if (lines(text) > FILE_LINES_MAX && !text.substring(0, head).contains(REASON)) {
        silent.add(SourceTree.name(file) + ": " + lines(text) + " lines");
      }
    }

    assertThat(silent).as("over %s lines without \"%s …\"", FILE_LINES_MAX, REASON).isEmpty();
  }

  @Test
  void nineOfTenFilesKeepTheUsualSize() {
    List<Path> files = SourceTree.mainJava();
    List<String> large =
        files.stream()
            .filter(file -> lines(SourceTree.text(file)) > FILE_LINES_USUAL)
            .map(SourceTree::name)
            .toList();

    assertThat((double) large.size())
        .as("files over %s lines: %s", FILE_LINES_USUAL, large)
        .isLessThanOrEqualTo(files.size() * (1 - USUAL_SHARE));
  }

  @Test
  void methodsKeepTheLimitExceptThoseNamed() throws IOException {
    Map<String, Integer> over = methodLines(SourceTree.allJava());
    over.values().removeIf(lines -> lines <= METHOD_LINES_MAX);

    assertThat(over.keySet())
        .as("methods over %s lines are those named here", METHOD_LINES_MAX)
        .isEqualTo(LONG_METHODS.keySet());
    assertThat(over)
        .allSatisfy(
            (method, lines) ->
                assertThat(lines).as(method).isLessThanOrEqualTo(LONG_METHODS.get(method)));
  }

  @Test
  void nineOfTenMethodsKeepTheUsualSize() throws IOException {
    Map<String, Integer> methods = methodLines(SourceTree.mainJava());
    Map<String, Integer> large = new TreeMap<>(methods);
    large.values().removeIf(lines -> lines <= METHOD_LINES_USUAL);

    assertThat((double) large.size())
        .as("methods over %s lines: %s", METHOD_LINES_USUAL, large)
        .isLessThanOrEqualTo(methods.size() * (1 - USUAL_SHARE));
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }

  /** From {@code package.Class.method} (the largest of its overloads) to the lines of its body. */
  private static Map<String, Integer> methodLines(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, Integer> found = new TreeMap<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new BodyScanner(unit, positions, found).scan(unit, null);
      }
    }
    return found;
  }

  /** Collects the size of every method body, lambdas and local classes included in it. */
  private static final class BodyScanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<String, Integer> found;
    private String owner;

    BodyScanner(CompilationUnitTree unit, SourcePositions positions, Map<String, Integer> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
      this.owner = String.valueOf(unit.getPackageName());
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      String outer = owner;
      owner = outer + "." + tree.getSimpleName();
      super.visitClass(tree, null);
      owner = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      if (tree.getBody() != null) {
        LineMap map = unit.getLineMap();
        long first = map.getLineNumber(positions.getStartPosition(unit, tree.getBody()));
        long last = map.getLineNumber(positions.getEndPosition(unit, tree.getBody()));
        found.merge(owner + "." + tree.getName(), (int) (last - first + 1), Math::max);
      }
      return super.visitMethod(tree, null);
    }
  }
}
