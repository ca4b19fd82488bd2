package dev.weft.launcher;

import static dev.weft.launcher.Installation.VERSION_LINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.launcher.Installation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherIT {
  private static final String PRINT_ARGUMENTS = "printf '%s\\n' \"$@\"";

  @TempDir Path folder;

  private Installation weft;

  @BeforeEach
  void install() throws IOException {
    weft = Installation.at(folder.resolve("weft"), folder);
  }

  @Test
  void printsItsVersionAndNothingElse() {
    Result result = weft.run(Map.of(), "--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo(VERSION_LINE);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void printsItsVersionWithinThreeTenthsOfASecond() {
    Duration fastest =
        IntStream.range(0, 10)
            .mapToObj(run -> weft.run(Map.of(), "--version").time())
            .min(Duration::compareTo)
            .orElseThrow();

    assertThat(fastest).isLessThan(Duration.ofMillis(300));
  }

  @Test
  void startsThroughASymbolicLink() throws IOException {
    Path link = folder.resolve("link to weft");
    Files.createSymbolicLink(link, Path.of("weft/bin/weft"));

    assertThat(weft.run(link, Map.of(), "--version").out()).isEqualTo(VERSION_LINE);
  }

  @Test
  void startsInAFolderWithSpacesAndQuotes() throws IOException {
    Installation odd = Installation.at(folder.resolve("it's a \"weft\" *"), folder);

    assertThat(odd.run(Map.of(), "--version").out()).isEqualTo(VERSION_LINE);
  }

  @Test
  void refusesAFolderThatAClassPathCannotName() throws IOException {
    Installation odd = Installation.at(folder.resolve("a:b"), folder);

    assertRefused(odd.run(Map.of(), "--version"), "a:b has a colon in its path");
  }

  @Test
  void saysSoWhenItsJarIsMissing() throws IOException {
    Files.delete(weft.home().resolve("lib/weft.jar"));

    assertRefused(weft.run(Map.of(), "--version"), "lib/weft.jar is missing");
  }

  @Test
  void handsArgumentsOnUnchanged() throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17.0.1", PRINT_ARGUMENTS);

    Result result =
        weft.run(Map.of("WEFT_JAVA", jdk.toString()), "crawl", "a  b", "", "*", "it's", "$HOME");

    assertThat(result.out())
        .endsWith("dev.weft.cli.Main\ncrawl\na  b\n\n*\nit's\n$HOME\n")
        .contains("\n-Djava.library.path=" + weft.home().resolve("lib/native") + "\n");
  }

  @Test
  void becomesTheJvmSoThatSignalsReachIt() throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17.0.1", "kill -TERM $$");

    Result result = weft.run(Map.of("WEFT_JAVA", jdk.toString()), "crawl");

    assertThat(result.exitCode()).isEqualTo(143);
  }

  @ParameterizedTest
  @CsvSource({
    "192m, 56m, 21m",
    "400m, 187m, 69m",
    "400M, 187m, 69m",
    "1g, 584m, 216m",
    "2G, 1304m, 456m",
    "16g, 11384m, 3816m",
  })
  void memoryOfTheProcessIsDividedIntoHeapAndDirectBuffers(String size, String heap, String direct)
      throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17.0.1", PRINT_ARGUMENTS);
    Map<String, String> environment = Map.of("WEFT_JAVA", jdk.toString());

    List<String> lines =
        List.of(
            weft.run(environment, "--memory", size, "crawl").out(),
            weft.run(environment, "crawl", "--memory=" + size).out(),
            weft.run(Map.of("WEFT_JAVA", jdk.toString(), "WEFT_MEMORY", size), "crawl").out());

    assertThat(lines)
        .allSatisfy(
            out ->
                assertThat(out)
                    .contains("\n-Xmx" + heap + "\n-XX:MaxDirectMemorySize=" + direct + "\n")
                    .endsWith("dev.weft.cli.Main\ncrawl\n"));
  }

  @Test
  void argumentsAfterADoubleDashAreNotTheLaunchers() throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17.0.1", PRINT_ARGUMENTS);

    Result result =
        weft.run(Map.of("WEFT_JAVA", jdk.toString()), "--memory=1g", "--", "--memory", "x");

    assertThat(result.out()).contains("-Xmx584m").endsWith("Main\n--\n--memory\nx\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"400", "m", "-1g", "0m", "1.5g", "4x", "400mb", "12345678m", "1 g", "$(id)"})
  void refusesAMemorySizeThatIsNone(String size) {
    assertRefused(
        weft.run(Map.of(), "--memory", size),
        "--memory is " + size + "; must be a whole number and m or g, such as 400m or 2g");
    assertRefused(weft.run(Map.of("WEFT_MEMORY", size)), "WEFT_MEMORY is " + size + "; must be");
  }

  @Test
  void refusesAMemorySizeTooSmallToRunIn() {
    assertRefused(weft.run(Map.of(), "--memory", "191m"), "must be 192m or more");
  }

  @Test
  void refusesMemoryWithoutASize() {
    assertRefused(weft.run(Map.of(), "crawl", "--memory"), "--memory lacks its size");
    assertRefused(weft.run(Map.of(), "crawl", "--memory="), "--memory is empty");
  }

  @Test
  void usersFlagsComeAfterItsOwn() throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "25", PRINT_ARGUMENTS);

    Result result =
        weft.run(Map.of("WEFT_JAVA", jdk.toString(), "WEFT_JAVA_OPTS", "-Xmx1g  -Dglob=*"));

    assertThat(result.out()).containsPattern("-Xmx[0-9]+m\n[^$]*\n-Xmx1g\n-Dglob=\\*\n-cp\n");
  }

  @ParameterizedTest
  @CsvSource({
    "crawl x, true",
    "crawl --parser scan x, true",
    "demo, true",
    "fetch x, true",
    "crawl --parser threads x, false",
    "crawl x --parser=inline, false",
    "extract x, false",
    "compare, false",
  })
  void leavesTheOptimisingCompilerOutWhereItDoesNotPay(String line, boolean left)
      throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17.0.1", PRINT_ARGUMENTS);

    String out = weft.run(Map.of("WEFT_JAVA", jdk.toString()), line.split(" ", -1)).out();

    assertThat(out.contains("-XX:TieredStopAtLevel=1\n")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "21, false", "24.0.1, true", "25.0.3, true"})
  void allowsNativeAccessWhereTheJvmAsksForIt(String version, boolean asked) throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), version, PRINT_ARGUMENTS);

    String out = weft.run(Map.of("WEFT_JAVA", jdk.toString())).out();

    assertThat(out.contains("--enable-native-access=ALL-UNNAMED")).isEqualTo(asked);
    assertThat(out.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.22", "16.0.2"})
  void refusesAnOldJava(String version) throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), version, PRINT_ARGUMENTS);

    assertRefused(
        weft.run(Map.of("WEFT_JAVA", jdk.toString()), "--version"),
        "is Java " + version + "; Weft needs 17 or newer");
  }

  @Test
  void asksAJavaWithoutReleaseFileForItsVersion() throws IOException {
    String script = "[ \"$1\" = -version ] && echo 'openjdk version \"11.0.2\" 2019' >&2";
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "17", script);
    Files.delete(jdk.resolve("release"));

    assertRefused(weft.run(Map.of("WEFT_JAVA", jdk.toString())), "is Java 11.0.2; Weft needs 17");
  }

  @Test
  void saysSoWhenThereIsNoJava() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertRefused(
        weft.run(Map.of("WEFT_JAVA", "", "PATH", empty.toString())), "no java on the PATH");
    assertRefused(
        weft.run(Map.of("WEFT_JAVA", "", "JAVA_HOME", empty.toString())),
        "JAVA_HOME is " + empty + ", which has no bin/java");
    assertRefused(weft.run(Map.of("WEFT_JAVA", empty.toString())), "WEFT_JAVA is " + empty);
  }

  @Test
  void findsJavaOnThePathThroughLinks() throws IOException {
    Path jdk = Installation.fakeJdk(folder.resolve("jdk"), "25.0.1", PRINT_ARGUMENTS);
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

    Result result = weft.run(Map.of("WEFT_JAVA", "", "PATH", bin + ":" + System.getenv("PATH")));

    assertThat(result.out()).contains("--enable-native-access=ALL-UNNAMED");
  }

  private static void assertRefused(Result result, String message) {
    assertThat(result.err()).startsWith("weft: ").contains(message).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(2);
  }
}
