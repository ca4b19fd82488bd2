package dev.weft.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fetch.FetcherProvider;
import dev.weft.hook.Hook;
import dev.weft.parse.ParserProvider;
import dev.weft.sink.SinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Builds jars of one class each, by {@code javac} and {@code jar}, against nothing but what Weft
 * publishes.
 *
 * @param scratch where sources and classes go
 * @param plugins the folder the jars go to
 * @param published Weft's own classes, and the annotations they carry
 */
public record PluginJar(Path scratch, Path plugins, String published) {
  private static final Path SOURCES = Path.of("src/test/plugins/com/example");

  /** Builds against the classes that these tests run with. */
  public static PluginJar ofClasses(Path scratch, Path plugins) {
    List<String> paths = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(":", -1)) {
      boolean isWeft = path.endsWith("classes") && !path.endsWith("test-classes");
      if (isWeft || path.contains("jspecify")) {
        paths.add(path);
      }
    }
    return new PluginJar(scratch, plugins, String.join(":", paths));
  }

  /** Builds against the jars of an installation. */
  public static PluginJar ofLibraries(Path lib, Path scratch, Path plugins) throws IOException {
    List<String> paths = new ArrayList<>(List.of(lib.resolve("weft.jar").toString()));
    try (var jars = Files.newDirectoryStream(lib, "jspecify-*.jar")) {
      jars.forEach(jar -> paths.add(jar.toString()));
    }
    return new PluginJar(scratch, plugins, String.join(":", paths));
  }

  /** The sink that {@code src/test/plugins} shows. */
  public Path urlList() throws IOException {
    return sample(SinkProvider.class, "UrlList");
  }

  /** The hook. */
  public Path noNotes() throws IOException {
    return sample(Hook.class, "NoNotes");
  }

  /** The parser. */
  public Path loud() throws IOException {
    return sample(ParserProvider.class, "Loud");
  }

  /** The fetcher. */
  public Path stamped() throws IOException {
    return sample(FetcherProvider.class, "Stamped");
  }

  private Path sample(Class<?> service, String type) throws IOException {
    String source = Files.readString(SOURCES.resolve(type + ".java"));
    return build(type + ".jar", service, type, source);
  }

  /** A jar of a class in {@code com.example} that is named as a service. */
  public Path build(String jar, Class<?> service, String type, String source) throws IOException {
    Path at = Files.createDirectories(scratch.resolve("src-" + jar));
    Path file = at.resolve(type + ".java");
    Files.writeString(file, source);
    Path classes = at.resolve("classes");
    run(
        "javac",
        "--release",
        "17",
        "-proc:none",
        "-cp",
        published,
        "-d",
        classes.toString(),
        file.toString());
    return pack(jar, classes, service, type);
  }

  /** Packs classes, and what names one of them as a service, into a jar. */
  public Path pack(String jar, Path classes, Class<?> service, String type) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), "com.example." + type + "\n");
    Path made = Files.createDirectories(plugins).resolve(jar);
    run("jar", "--create", "--file", made.toString(), "-C", classes.toString(), ".");
    return made;
  }

  private static void run(String tool, String... arguments) {
    int code = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(code).as(tool).isZero();
  }
}
