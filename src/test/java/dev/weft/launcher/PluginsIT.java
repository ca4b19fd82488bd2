package dev.weft.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.launcher.Installation.Result;
import dev.weft.plugins.PluginJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plugins in {@code plugins/} of an installation, built against its {@code lib/} alone: a sink, a
 * hook, a parser and a fetcher, all in one crawl of the real command.
 */
final class PluginsIT {
  private final Queue<String> stamps = new ConcurrentLinkedQueue<>();
  private final Queue<String> plugins = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private Installation weft;
  private PluginJar jars;
  private HttpServer site;
  private String root;

  @BeforeEach
  void install() throws IOException {
    weft = Installation.at(folder.resolve("weft"), folder);
    jars =
        PluginJar.ofLibraries(
            weft.home().resolve("lib"), folder.resolve("made"), weft.home().resolve("plugins"));
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::answer);
    site.start();
    root = "http://127.0.0.1:" + site.getAddress().getPort() + "/";
  }

  @AfterEach
  void end() {
    site.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isPage = !exchange.getRequestURI().getPath().equals("/robots.txt");
    if (isPage) {
      stamps.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Stamp")));
      plugins.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Plugin")));
    }
    byte[] text = "<title>quiet</title><a href=/other>o</a><a href=/notes>n</a>".getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(isPage ? 200 : 404, isPage ? text.length : -1);
    if (isPage) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  @Test
  void eachKindTakesPartInACrawl() throws IOException {
    jars.urlList();
    jars.noNotes();
    jars.loud();
    jars.stamped();

    Result list = weft.run(Map.of(), "plugins");
    assertThat(list.out().lines().map(line -> line.replaceAll(".*: ", "")))
        .containsExactly(
            "com.example.Loud (parser loud)",
            "com.example.NoNotes (hook)",
            "com.example.Stamped (fetcher stamped)",
            "com.example.UrlList (sink url-list)");

    String out = folder.resolve("out").toString();
    Result crawl =
        weft.run(
            Map.of(),
            "crawl",
            root,
            "--own-site",
            "--parser=loud",
            "--fetcher=stamped",
            "--sink=url-list",
            "--sink=jsonl",
            "-o",
            out);
    assertThat(crawl.exitCode()).as(crawl.err()).isZero();
    assertThat(Files.readString(Path.of(out, "summary.json"))).contains("\"no notes\"");

    assertThat(Files.readAllLines(Path.of(out, "urls.txt")))
        .containsExactlyInAnyOrder(" 1 " + root, " 1 " + root + "other");
    assertThat(Files.readString(Path.of(out, "pages.jsonl"))).contains("\"QUIET\"");
    assertThat(stamps).hasSize(2).doesNotContain("null");
    assertThat(plugins).containsOnly("yes");

    Result verify = weft.run(Map.of(), "verify", out);
    assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
  }

  @Test
  void aPluginWithLibrariesIsAFolder() throws IOException {
    Path own = Files.createDirectories(weft.home().resolve("plugins/mine"));
    Files.move(jars.noNotes(), own.resolve("NoNotes.jar"));
    Path library = Files.createDirectories(folder.resolve("library/org/example"));
    Files.writeString(library.resolve("readme.txt"), "a library");
    PluginJar libraries = new PluginJar(folder, own, "");
    libraries.pack("library.jar", folder.resolve("library"), List.class, "Nothing");

    assertThat(weft.run(Map.of(), "plugins").out())
        .isEqualTo(own.toRealPath() + ": com.example.NoNotes (hook)\n");
  }

  @Test
  void aBadOneEndsTheCommandBeforeItStarts() throws IOException {
    Path bad = Files.createDirectories(weft.home().resolve("plugins")).resolve("bad.jar");
    Files.writeString(bad, "no jar");

    Result crawl = weft.run(Map.of(), "crawl", root, "-o", folder.resolve("out").toString());
    assertThat(crawl.exitCode()).isEqualTo(2);
    assertThat(crawl.err()).contains("bad.jar: is no jar").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(plugins).isEmpty();
  }
}
