package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of others, compiled here against nothing but what is published, in the command. */
final class PluginsTest {
  private static final String SINK =
      """
      package com.example;

      import dev.weft.page.Page;
      import dev.weft.sink.*;
      import dev.weft.sink.SinkMark.FileMark;
      import java.io.*;
      import java.nio.file.*;
      import java.util.*;

      public final class UrlList implements SinkProvider {
        public String code() { return "url-list"; }

        public List<String> writtenIn(Path folder) {
          return Files.exists(folder.resolve("urls.txt")) ? List.of("urls.txt") : List.of();
        }

        public Sink open(SinkPlace place) {
          for (String key : place.options().keySet()) {
            if (!key.equals("mark")) {
              throw new IllegalArgumentException("knows no option " + key);
            }
          }
          return new Urls(place.folder(), place.options().getOrDefault("mark", ""));
        }

        private static final class Urls implements Sink {
          private final Path file;
          private final String mark;
          private final List<String> lines = new ArrayList<>();

          Urls(Path folder, String mark) {
            this.file = folder.resolve("urls.txt");
            this.mark = mark;
          }

          public String name() { return "url-list"; }
          public void open(SinkMark committed) { lines.clear(); }
          public void write(Page page) { lines.add(mark + page.url()); }
          public void close() {}

          public SinkMark checkpoint() throws IOException {
            Files.write(file, lines);
            return SinkMark.NOTHING;
          }
        }
      }
      """;

  private static final String HOOK =
      """
      package com.example;

      import dev.weft.hook.*;

      public final class NoRobots implements ScopeHook, RequestHook {
        public Verdict onUrl(dev.weft.url.CrawlUrl url, int hops) {
          return url.path().contains("note") ? Verdict.no("no notes") : Verdict.YES;
        }

        public Verdict onRequest(RequestDraft request) {
          request.set("X-Plugin", "yes");
          return Verdict.YES;
        }
      }
      """;

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

  /** Builds a jar of one class as its author would, with javac and jar. */
  private Path plugin(String jar, String service, String type, String source) throws IOException {
    Path at = Files.createDirectories(folder.resolve("src-" + jar));
    Path file = at.resolve(type + ".java");
    Files.writeString(file, source);
    Path classes = at.resolve("classes");
    run("javac", "-proc:none", "-cp", published(), "-d", classes.toString(), file.toString());
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service), "com.example." + type + "\n");
    Path plugins = Files.createDirectories(folder.resolve("plugins"));
    Path made = plugins.resolve(jar);
    run("jar", "--create", "--file", made.toString(), "-C", classes.toString(), ".");
    return made;
  }

  /** Weft's own classes, and the annotations they carry. */
  private static String published() {
    List<String> paths = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(":", -1)) {
      boolean isWeft = path.endsWith("classes") && !path.endsWith("test-classes");
      if (isWeft || path.contains("jspecify")) {
        paths.add(path);
      }
    }
    return String.join(":", paths);
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(code).as(tool).isZero();
  }

  private Run weft(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--plugins");
    all.add(folder.resolve("plugins").toString());
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void aJarAddsASinkAndAHook() throws IOException {
    Path sink = plugin("sink.jar", "dev.weft.sink.SinkProvider", "UrlList", SINK);
    plugin("hook.jar", "dev.weft.hook.Hook", "NoRobots", HOOK);
    Path out = folder.resolve("out");

    Run list = weft("plugins");
    assertThat(list.out()).contains(sink + ": com.example.UrlList", "com.example.NoRobots");

    Run run =
        weft("crawl", root, "--own-site", "-v", "-o", out.toString(), "--sink", "url-list mark=*");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("plugin: " + sink + "  # com.example.UrlList");
    assertThat(run.out()).contains("by no notes");
    assertThat(Files.readAllLines(out.resolve("urls.txt")))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.startsWith("*http://") && !line.contains("note"));
    assertThat(out.resolve("pages.jsonl")).doesNotExist();
  }

  @Test
  void whatIsWrongWithAPluginIsToldWithItsJarAndClass() throws IOException {
    Path sink = plugin("sink.jar", "dev.weft.sink.SinkProvider", "UrlList", SINK);
    Run option =
        weft("crawl", root, "-o", folder.resolve("o").toString(), "--sink", "url-list x=1");
    assertThat(option.code()).isEqualTo(ExitCode.USAGE);
    assertThat(option.err()).contains("com.example.UrlList: the sink url-list: knows no option x");

    Path broken =
        plugin(
            "broken.jar",
            "dev.weft.hook.Hook",
            "Broken",
            "package com.example; public class Broken implements dev.weft.hook.PageHook {"
                + " public Broken() { throw new IllegalStateException(\"no licence\"); }"
                + " public dev.weft.page.Page onPage(dev.weft.page.Page page) { return page; } }");
    Run run = weft("crawl", root, "-o", folder.resolve("o").toString());
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(broken.toString(), "com.example.Broken", "no licence");

    Files.delete(broken);
    Path clash =
        plugin(
            "clash.jar",
            "dev.weft.sink.SinkProvider",
            "Clash",
            "package com.example; public class Clash implements dev.weft.sink.SinkProvider {"
                + " public String code() { return \"csv\"; }"
                + " public dev.weft.sink.Sink open(dev.weft.sink.SinkPlace p) { return null; } }");
    assertThat(weft("plugins").err())
        .contains(clash + ": com.example.Clash: the sink csv is there already, in Weft");

    Files.delete(clash);
    Files.delete(sink);
    Files.writeString(folder.resolve("plugins/empty.jar"), "");
    assertThat(weft("plugins").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aFolderThatIsNoneIsTold() {
    Run run = Cli.run("plugins", "--plugins", folder.resolve("absent").toString());
    assertThat(run.err()).contains("absent; must be a folder of jars");
    assertThat(Cli.run("plugins").out()).contains("no plugins");
  }
}
