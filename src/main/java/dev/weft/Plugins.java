package dev.weft;

import dev.weft.fetch.FetcherProvider;
import dev.weft.hook.Hook;
import dev.weft.hook.Hooks;
import dev.weft.parse.ParserProvider;
import dev.weft.sink.SinkProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What jars of others add: hooks, and sinks, parsers and fetchers by name. A jar says what it has
 * in {@code META-INF/services}, a file each for the interfaces {@link Hook}, {@link SinkProvider},
 * {@link ParserProvider} and {@link FetcherProvider}.
 *
 * <p>Each jar of a folder is a plugin with a class loader of its own, above which it sees Weft and
 * its libraries; so is each folder in it, with all jars in there. Plugins do not see one another.
 */
public final class Plugins implements AutoCloseable {
  private static final String JAR = ".jar";

  /** What stands for the jar of a plugin that {@link #found} finds. */
  private static final Path CLASS_PATH = Path.of("class path");

  private final List<URLClassLoader> loaders = new ArrayList<>();
  private final List<Loaded> loaded = new ArrayList<>();
  private final Map<String, SinkProvider> sinks = new LinkedHashMap<>();
  private final Map<String, ParserProvider> parsers = new LinkedHashMap<>();
  private final Map<String, FetcherProvider> fetchers = new LinkedHashMap<>();
  private final List<Hook> hooks = new ArrayList<>();

  /** The plugin of each sink, parser and fetcher. */
  private final Map<String, String> owners = new HashMap<>();

  /**
   * A plugin: its jar or folder, the classes it was asked for, and what each of them is: {@code
   * hook}, or {@code sink mine} and so on, with the name that users give.
   */
  public record Loaded(Path path, List<String> classes, List<String> offers) {
    public Loaded {
      classes = List.copyOf(classes);
      offers = List.copyOf(offers);
    }
  }

  private Plugins() {}

  /** None. */
  public static Plugins none() {
    return new Plugins();
  }

  /**
   * Those in these folders, which need not exist, jar by jar in the order of their names.
   *
   * @throws PluginException if one cannot be used
   */
  public static Plugins in(List<Path> folders) {
    Plugins plugins = new Plugins();
    try {
      for (Path folder : folders) {
        for (Path plugin : entries(folder)) {
          plugins.load(plugin);
        }
      }
      return plugins;
    } catch (PluginException e) {
      plugins.close();
      throw e;
    }
  }

  /**
   * Those that a program has on its own class path, or behind another class loader, under the same
   * rules; they stay when this is closed.
   *
   * <pre>{@code
   * Plugins plugins = Plugins.found(Main.class.getClassLoader());
   * builder.hooks(plugins.hooks());
   * builder.sink(plugins.sink("mine").orElseThrow().open(new SinkPlace(folder, options, items)));
   * }</pre>
   *
   * @throws PluginException if one cannot be used
   */
  public static Plugins found(ClassLoader loader) {
    Plugins plugins = new Plugins();
    Loaded found = plugins.take(CLASS_PATH, loader, type -> true);
    if (!found.classes().isEmpty()) {
      plugins.loaded.add(found);
    }
    return plugins;
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> !jars(path).isEmpty()).sorted().toList();
    } catch (IOException e) {
      throw new PluginException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Path> jars(Path plugin) {
    if (!Files.isDirectory(plugin)) {
      return plugin.toString().endsWith(JAR) ? List.of(plugin) : List.of();
    }
    try (Stream<Path> paths = Files.list(plugin)) {
      return paths.filter(path -> path.toString().endsWith(JAR)).sorted().toList();
    } catch (IOException e) {
      throw new PluginException(plugin + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void load(Path plugin) {
    jars(plugin).forEach(Plugins::check);
    URLClassLoader loader =
        new URLClassLoader(
            plugin.toString(),
            jars(plugin).stream().map(Plugins::url).toArray(URL[]::new),
            Plugins.class.getClassLoader());
    loaders.add(loader);
    Loaded found = take(plugin, loader, type -> type.getClassLoader() == loader);
    if (found.classes().isEmpty()) {
      throw new PluginException(
          plugin
              + ": is no plugin: it names no class in META-INF/services/"
              + Hook.class.getName()
              + ", nor in those of SinkProvider, ParserProvider and FetcherProvider; take it away,"
              + " or put a library into a folder with the plugin that needs it");
    }
    loaded.add(found);
  }

  /** Takes what a class loader finds, as far as it is meant. */
  private Loaded take(Path place, ClassLoader loader, Predicate<Class<?>> isMeant) {
    List<String> classes = new ArrayList<>();
    List<String> offers = new ArrayList<>();
    for (Hook hook : services(Hook.class, loader, place, isMeant, classes)) {
      hooks.addAll(Guarded.call(place.toString(), () -> Hooks.of(List.of(hook))).all());
      offers.add("hook");
    }
    for (SinkProvider sink : services(SinkProvider.class, loader, place, isMeant, classes)) {
      Named named = named("sink", place, sink, sink::code, SinkKind::ofCode);
      sinks.put(named.code, new Guarded.OfSinks(named.who, named.code, sink));
      offers.add("sink " + named.code);
    }
    for (ParserProvider parser : services(ParserProvider.class, loader, place, isMeant, classes)) {
      Named named = named("parser", place, parser, parser::code, ParserKind::ofCode);
      parsers.put(named.code, new Guarded.OfParsers(named.who, named.code, parser));
      offers.add("parser " + named.code);
    }
    for (FetcherProvider fetcher :
        services(FetcherProvider.class, loader, place, isMeant, classes)) {
      Named named = named("fetcher", place, fetcher, fetcher::code, FetcherKind::ofCode);
      fetchers.put(named.code, new Guarded.OfFetchers(named.who, named.code, fetcher));
      offers.add("fetcher " + named.code);
    }
    return new Loaded(place, classes, offers);
  }

  /** A class loader takes no notice of a jar that is none. */
  private static void check(Path jar) {
    try {
      new JarFile(jar.toFile()).close();
    } catch (IOException e) {
      throw new PluginException(jar + ": is no jar: " + e.getMessage(), e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new PluginException(jar + ": has a path that Java cannot load from", e);
    }
  }

  /** The services of a kind that are meant. */
  private static <T> List<T> services(
      Class<T> kind,
      ClassLoader loader,
      Path place,
      Predicate<Class<?>> isMeant,
      List<String> classes) {
    List<T> services =
        Guarded.call(
            place.toString(),
            () ->
                ServiceLoader.load(kind, loader).stream()
                    .filter(provider -> isMeant.test(provider.type()))
                    .map(ServiceLoader.Provider::get)
                    .toList());
    services.forEach(service -> classes.add(service.getClass().getName()));
    return services;
  }

  /** What a provider is called by users, and in what is told of it. */
  private record Named(String code, String who) {}

  /** Takes a provider's name, which nobody else may have. */
  private Named named(
      String kind,
      Path plugin,
      Object provider,
      Callable<String> naming,
      Function<String, Optional<?>> ours) {
    String who = plugin + ": " + provider.getClass().getName() + ": the " + kind;
    String code = Guarded.call(who, naming);
    if (!code.matches("[a-z0-9][a-z0-9-]*")) {
      throw new PluginException(
          who + " `" + code + "` must be named with a-z, 0-9 and -, as in my-" + kind);
    }
    String other = ours.apply(code).isPresent() ? "Weft" : owners.get(kind + " " + code);
    if (other != null) {
      throw new PluginException(
          who + " " + code + " is there already, in " + other + "; name it otherwise");
    }
    owners.put(kind + " " + code, plugin.toString());
    return new Named(code, who + " " + code);
  }

  /** The hooks of all of them. */
  public Hooks hooks() {
    return Hooks.of(hooks);
  }

  /** The sink with this name. */
  public Optional<SinkProvider> sink(String code) {
    return Optional.ofNullable(sinks.get(code));
  }

  /** All sinks. */
  public List<SinkProvider> sinks() {
    return List.copyOf(sinks.values());
  }

  /** The parser with this name. */
  public Optional<ParserProvider> parser(String code) {
    return Optional.ofNullable(parsers.get(code));
  }

  /** The fetcher with this name. */
  public Optional<FetcherProvider> fetcher(String code) {
    return Optional.ofNullable(fetchers.get(code));
  }

  /** What was loaded, in order. */
  public List<Loaded> loaded() {
    return List.copyOf(loaded);
  }

  /** Lets the jars go; what was loaded of them must not be used any more. */
  @Override
  public void close() {
    for (URLClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new PluginException(loader.getName() + ": cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
