package dev.weft.config;

import dev.weft.Plugins;
import dev.weft.config.CrawlConfig.Chosen;
import dev.weft.config.Setting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the user asks for in layers, each over the one before it: the defaults, a file, the
 * environment, flags.
 *
 * <pre>{@code
 * CrawlConfig config =
 *     new ConfigReader("1.0").file(Path.of("crawl.yaml")).environment(System.getenv()).read();
 * }</pre>
 */
public final class ConfigReader {
  private static final String PREFIX = "WEFT_";

  private final String version;
  private @Nullable Path file;
  private Map<String, String> environment = Map.of();
  private Map<CrawlOption, List<String>> flags = Map.of();
  private Plugins plugins = Plugins.none();
  private final List<String> warnings = new ArrayList<>();

  /** A reader that gives the default user agent this version. */
  public ConfigReader(String version) {
    this.version = version;
  }

  /** Takes a YAML file whose keys are {@link CrawlOption#key()}. */
  public ConfigReader file(Path yaml) {
    file = yaml;
    return this;
  }

  /** Takes the names of what plugins add. */
  public ConfigReader plugins(Plugins others) {
    plugins = others;
    return this;
  }

  /** Takes variables; those that name no option are left alone. Lists have one value a line. */
  public ConfigReader environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /** Takes flags with their values in order. */
  public ConfigReader flags(Map<CrawlOption, List<String>> given) {
    flags = given;
    return this;
  }

  /**
   * The configuration.
   *
   * @throws ConfigException with every mistake in it
   */
  public CrawlConfig read() throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    Settings settings = new Settings(mistakes);
    if (file != null) {
      settings.override(YamlFile.read(file, mistakes));
    }
    settings.override(fromEnvironment());
    settings.override(fromFlags());
    CrawlConfig config =
        new ConfigAssembler(settings, environment, version, plugins).assemble(chosen(settings));
    if (!mistakes.isEmpty()) {
      mistakes.sort(Comparator.comparingInt(this::line));
      throw new ConfigException(mistakes);
    }
    return config;
  }

  /** The line of the file that a mistake is in; those elsewhere come after all lines. */
  private int line(String mistake) {
    String place = file + ":";
    int end = place.length();
    while (end < mistake.length() && Character.isDigit(mistake.charAt(end))) {
      end++;
    }
    boolean isInLine = mistake.startsWith(place) && end > place.length();
    return isInLine ? Integer.parseInt(mistake, place.length(), end, 10) : Integer.MAX_VALUE;
  }

  /** What is odd and yet no mistake: variables that look like mistyped options. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private List<Setting> fromEnvironment() {
    List<Setting> settings = new ArrayList<>();
    for (CrawlOption option : CrawlOption.values()) {
      String text = environment.getOrDefault(option.variable(), "");
      if (!text.isEmpty() && !option.isForFiles()) {
        List<String> values = option.isList() ? text.lines().toList() : List.of(text);
        settings.add(setting(option, "environment", option.variable(), values));
      }
    }
    List<String> known =
        Arrays.stream(CrawlOption.values())
            .filter(option -> !option.isForFiles())
            .map(CrawlOption::variable)
            .toList();
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        Optional<String> near = Nearest.to(name, known);
        near.ifPresent(
            option ->
                warnings.add(name + " is set but is no option; did you mean " + option + "?"));
      }
    }
    return settings;
  }

  private List<Setting> fromFlags() {
    List<Setting> settings = new ArrayList<>();
    flags.forEach((option, values) -> settings.add(setting(option, "flag", option.flag(), values)));
    return settings;
  }

  private static Setting setting(
      CrawlOption option, String origin, String subject, List<String> texts) {
    return new Setting(
        option, origin, texts.stream().map(text -> new Value(text, subject)).toList());
  }

  private static List<Chosen> chosen(Settings settings) {
    List<Chosen> chosen = new ArrayList<>();
    for (Setting setting : settings.all().values()) {
      if (!settings.isDefault(setting.option())) {
        List<String> texts =
            setting.values().stream()
                .map(value -> Secrets.hidden(setting.option(), value))
                .toList();
        chosen.add(new Chosen(setting.option(), String.join(", ", texts), setting.origin()));
      }
    }
    return chosen;
  }
}
