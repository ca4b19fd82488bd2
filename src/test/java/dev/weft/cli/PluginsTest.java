package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Plugins;
import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import dev.weft.fetch.FetcherProvider;
import dev.weft.hook.Hook;
import dev.weft.plugins.PluginJar;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of others, compiled here against nothing but what is published, in the command. */
final class PluginsTest {
  private static final String EMPTY_HOOK =
      "public class TYPE implements dev.weft.hook.PageHook {"
          + " public dev.weft.page.Page onPage(dev.weft.page.Page page) { return page; } }";

  private static DemoServer server;
  private static String root;

  @TempDir private Path folder;

  @BeforeAll
  static void serve() throws IOException {
    server = DemoServer.start(DemoOptions.DEFAULT.withPages(60).withoutTroubles());
    root = server.web().seeds().get(0);
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private PluginJar jar() {
    return PluginJar.ofClasses(folder, folder.resolve("plugins"));
  }

  /** A jar in whose source {@code TYPE} stands for its type. */
  private Path built(String type, Class<?> service, String source) throws IOException {
    return jar()
        .build(
            type.toLowerCase(Locale.ROOT) + ".jar",
            service,
            type,
            "package com.example; " + source.replace("TYPE", type));
  }

  /** A provider whose name is this expression, and whose sinks are null. */
  private static String sinkNamed(String name) {
    return "public class TYPE implements dev.weft.sink.SinkProvider {"
        + (" public String code() { return " + name + "; }")
        + " public dev.weft.sink.Sink open(dev.weft.sink.SinkPlace p) { return null; } }";
  }

  /** What the command says of a folder that holds this jar, besides others. */
  private String refusal(Path bad) throws IOException {
    Run run = weft("crawl", root, "-o", folder.resolve("never").toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).hasLineCount(1).contains(bad.toString());
    assertThat(folder.resolve("never")).doesNotExist();
    Files.delete(bad);
    return run.err();
  }

  private Run weft(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--plugins");
    all.add(folder.resolve("plugins").toString());
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void aJarAddsASinkAndAHook() throws IOException {
    Path sink = jar().urlList();
    jar().noNotes();
    Path out = folder.resolve("out");

    Run list = weft("plugins");
    assertThat(list.out())
        .contains(sink + ": com.example.UrlList (sink url-list)", "com.example.NoNotes (hook)");

    Run run =
        weft("crawl", root, "--own-site", "-v", "-o", out.toString(), "--sink", "url-list mark=*");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("plugin: " + sink + "  # com.example.UrlList");
    assertThat(run.out()).contains("by no notes");
    assertThat(Files.readAllLines(out.resolve("urls.txt")))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.startsWith("* 1 http://") && !line.contains("note"));
    assertThat(out.resolve("pages.jsonl")).doesNotExist();
    assertThat(weft("verify", out.toString()).code()).isZero();
  }

  @Test
  void aSinkIsTriedOutByTheRulesOfItsContract() throws IOException {
    jar().urlList();
    Run good = weft("plugins", "--check", "url-list mark=*");
    assertThat(good.code()).as(good.out() + good.err()).isZero();
    assertThat(good.out().lines())
        .hasSizeGreaterThan(12)
        .allMatch(line -> line.startsWith("kept "));

    String forgetful =
        Files.readString(Path.of("src/test/plugins/com/example/UrlList.java"))
            .replace("UrlList", "Forgetful")
            .replace("url-list", "forgetful")
            .replace("files.open(committed.files())", "files.open(List.of())");
    jar().build("forgetful.jar", SinkProvider.class, "Forgetful", forgetful);
    Run bad = weft("plugins", "--check", "forgetful");
    assertThat(bad.code()).as(bad.err()).isEqualTo(ExitCode.NO);
    assertThat(bad.out())
        .contains("BROKEN  loses nothing, and doubles nothing, wherever a crash cuts it: after a")
        .contains("kept    starts over without a mark");

    Run none = weft("plugins", "--check", "csv");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--check is csv; must name a sink of a plugin");
  }

  @Test
  void aSinkOfAnotherNameIsToldWithThoseOfPlugins() throws IOException {
    jar().urlList();
    Run run = weft("crawl", root, "-o", folder.resolve("o").toString(), "--sink", "url-lst mark=*");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("--sink is url-lst; must be url-list, jsonl, csv, warc or none")
        .hasLineCount(1);
  }

  @Test
  void aSinkThatFailsOverAFolderIsToldAsItsOwnFault() throws IOException {
    built(
        "Torn",
        SinkProvider.class,
        sinkNamed("\"torn\"")
            .replaceFirst(
                "}$",
                " public java.util.List<String> writtenIn(java.nio.file.Path f) {"
                    + " throw new NoSuchMethodError(\"gone()\"); } }"));
    Run run = weft("crawl", root, "--fresh", "-o", folder.resolve("o").toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("com.example.Torn: the sink torn: ", "gone()", "another version of Weft")
        .hasLineCount(1);
  }

  @Test
  void aProgramFindsPluginsOnItsClassPath() throws IOException {
    URL[] jars = {jar().urlList().toUri().toURL(), jar().noNotes().toUri().toURL()};
    try (URLClassLoader classPath = new URLClassLoader(jars, getClass().getClassLoader());
        Plugins plugins = Plugins.found(classPath)) {
      assertThat(plugins.hooks().all()).hasSize(1);
      assertThat(plugins.loaded())
          .singleElement()
          .satisfies(found -> assertThat(found.offers()).containsExactly("hook", "sink url-list"));
      SinkPlace wrong = new SinkPlace(folder, Map.of("x", "1"), List.of());
      assertThatThrownBy(() -> plugins.sink("url-list").orElseThrow().open(wrong))
          .hasMessage(
              "class path: com.example.UrlList: the sink url-list: knows mark alone, and not [x]");
    }
  }

  @Test
  void anOptionThatAPluginRefusesIsToldInItsWords() throws IOException {
    jar().urlList();
    Run run = weft("crawl", root, "-o", folder.resolve("o").toString(), "--sink", "url-list x=1");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("com.example.UrlList: the sink url-list: knows mark alone");
  }

  @Test
  void aJarThatHoldsNoPluginIsRefused() throws IOException {
    Path none = Files.createDirectories(folder.resolve("plugins")).resolve("none.jar");
    Files.writeString(none, "");
    assertThat(refusal(none)).contains("none.jar: is no jar: ");

    Path library = jar().urlList();
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path bare = jar().pack("bare.jar", empty, Runnable.class, "Nothing");
    assertThat(refusal(bare)).contains("is no plugin: it names no class in META-INF/services/");

    Path absent = jar().pack("absent.jar", empty, Hook.class, "Absent");
    assertThat(refusal(absent)).contains("com.example.Absent not found");
    assertThat(library).exists();
  }

  @Test
  void aClassThatCannotBeHadIsRefused() throws IOException {
    String page = " public dev.weft.page.Page onPage(dev.weft.page.Page page) { return page; } }";
    String hook = "public class TYPE implements dev.weft.hook.PageHook {";
    String throwing = " public TYPE() { throw new IllegalStateException(\"no licence\"); }";
    assertThat(refusal(built("Broken", Hook.class, hook + throwing + page)))
        .contains("com.example.Broken", "no licence");

    String secret = " private TYPE() {}";
    assertThat(refusal(built("Secret", Hook.class, hook + secret + page)))
        .contains("com.example.Secret", "constructor");

    assertThat(
            refusal(
                built("Bare", Hook.class, "public class TYPE implements dev.weft.hook.Hook {}")))
        .contains("com.example.Bare implements Hook alone");

    assertThat(refusal(built("Else", Hook.class, "public class TYPE {}")))
        .contains("com.example.Else not a subtype");
  }

  @Test
  void aClassOfAnotherVersionIsRefused() throws IOException {
    Path newer = built("Newer", Hook.class, EMPTY_HOOK);
    Path classFile = folder.resolve("src-newer.jar/classes/com/example/Newer.class");
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[7] = (byte) 200;
    Files.write(classFile, bytes);
    Path classes = folder.resolve("src-newer.jar/classes");
    assertThat(refusal(jar().pack("newer.jar", classes, Hook.class, "Newer")))
        .contains("com/example/Newer", "class file version", "build it with --release 17");
    assertThat(newer).doesNotExist();

    Path other =
        built(
            "Other",
            Hook.class,
            "class Gone {} " + EMPTY_HOOK.replace("TYPE impl", "TYPE extends Gone impl"));
    Files.delete(folder.resolve("src-other.jar/classes/com/example/Gone.class"));
    Path left = folder.resolve("src-other.jar/classes");
    assertThat(refusal(jar().pack("other.jar", left, Hook.class, "Other")))
        .contains("com/example/Gone", "another version of Weft, or lacks a library");
    assertThat(other).doesNotExist();
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    assertThat(refusal(built("Clash", SinkProvider.class, sinkNamed("\"csv\""))))
        .contains("com.example.Clash: the sink csv is there already, in Weft; name it otherwise");

    Path first = built("Adam", SinkProvider.class, sinkNamed("\"mine\""));
    assertThat(refusal(built("Eve", SinkProvider.class, sinkNamed("\"mine\""))))
        .contains("com.example.Eve: the sink mine is there already, in " + first);
  }

  @Test
  void anUnfitNameIsRefused() throws IOException {
    assertThat(refusal(built("Spaced", SinkProvider.class, sinkNamed("\"my sink\""))))
        .contains("the sink `my sink` must be named with a-z, 0-9 and -");
    assertThat(refusal(built("Nameless", SinkProvider.class, sinkNamed("null"))))
        .contains("com.example.Nameless: the sink gave nothing");
    assertThat(
            refusal(
                built(
                    "Unsure",
                    SinkProvider.class,
                    sinkNamed("String.valueOf(java.util.List.of().get(0))"))))
        .contains("com.example.Unsure: the sink: java.lang.ArrayIndexOutOfBoundsException");
  }

  @Test
  void whatAProviderDoesWrongIsTold() throws IOException {
    built("Empty", SinkProvider.class, sinkNamed("\"empty\""));
    Run run = weft("crawl", root, "-o", folder.resolve("o").toString(), "--sink", "empty");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("com.example.Empty: the sink empty gave nothing");

    built(
        "Locked",
        FetcherProvider.class,
        "public class TYPE implements dev.weft.fetch.FetcherProvider {"
            + " public String code() { return \"locked\"; }"
            + " public dev.weft.fetch.Fetcher open(dev.weft.fetch.FetchOptions o) {"
            + " throw new IllegalStateException(\"no key\"); } }");
    Run locked = weft("crawl", root, "-o", folder.resolve("l").toString(), "--fetcher", "locked");
    assertThat(locked.code()).isEqualTo(ExitCode.USAGE);
    assertThat(locked.err()).contains("com.example.Locked: the fetcher locked: ", "no key");
  }

  @Test
  void aFolderThatIsNoneIsTold() {
    Run run = Cli.run("plugins", "--plugins", folder.resolve("absent").toString());
    assertThat(run.err()).contains("absent; must be a folder of jars");
    assertThat(Cli.run("plugins").out()).contains("no plugins");
  }
}
