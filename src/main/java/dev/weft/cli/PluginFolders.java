package dev.weft.cli;

import dev.weft.Plugins;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.ParseResult;

/** Where a command looks for plugins: beside its own {@code lib}, and where the user says. */
final class PluginFolders {
  private static final String NAME = "plugins";
  private static final String LIBRARIES = "lib";

  private PluginFolders() {}

  /**
   * Loads those of the installation, and those in the folders that were given.
   *
   * @throws dev.weft.PluginException if one cannot be used
   */
  static Plugins load(ParseResult parsed) throws CommandFailure {
    List<Path> folders = new ArrayList<>();
    installed().ifPresent(folders::add);
    for (String given : Options.all(parsed, Options.PLUGINS)) {
      if (!Files.isDirectory(Path.of(given))) {
        throw new CommandFailure(
            ExitCode.USAGE, Options.PLUGINS + " is " + given + "; must be a folder of jars");
      }
      folders.add(Path.of(given));
    }
    return Plugins.in(folders);
  }

  /** The folder of an installation, if this runs from one; it need not be there. */
  static Optional<Path> installed() {
    CodeSource source = PluginFolders.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      URI uri = source.getLocation().toURI();
      Path libraries = Path.of(uri).getParent();
      return libraries != null && libraries.endsWith(LIBRARIES)
          ? Optional.of(libraries.resolveSibling(NAME))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Says which were loaded. */
  static void tell(Plugins plugins, Terminal terminal) {
    plugins
        .loaded()
        .forEach(each -> terminal.remark("plugin: " + each.path() + "  # " + words(each)));
  }

  /** The classes of a plugin with what each of them is. */
  static String words(Plugins.Loaded plugin) {
    return IntStream.range(0, plugin.classes().size())
        .mapToObj(i -> plugin.classes().get(i) + " (" + plugin.offers().get(i) + ")")
        .collect(Collectors.joining(", "));
  }
}
