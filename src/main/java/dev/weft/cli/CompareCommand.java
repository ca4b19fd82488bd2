package dev.weft.cli;

import dev.weft.compare.Comparison;
import dev.weft.compare.HtmlReport;
import dev.weft.compare.Results;
import dev.weft.compare.TextReport;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft compare}: event loop, threads and processes at the same work, side by side. */
final class CompareCommand implements Command {
  private static final String URLS = "--urls";
  private static final String PAGES = "--pages";
  private static final String ROUNDS = "--rounds";
  private static final String QUICK = "--quick";
  private static final int ROUNDS_MAX = 100;

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            this, "Measures event loop, threads and processes at the same work, side by side.");
    spec.usageMessage().customSynopsis("weft compare [OPTIONS] [WHAT...]");
    spec.addPositional(
        Options.words(
            "WHAT", "Some of " + String.join(", ", Comparison.SECTIONS) + ". (default: all)"));
    spec.addOption(
        Options.value(
            "FILE",
            "Fetch these URLs as well, one a line; up to 1,000 at once, by one model after another.",
            URLS));
    spec.addOption(
        Options.value("DIR", "Parse the HTML files of this folder as well, some 200.", PAGES));
    spec.addOption(
        Options.value("N", "Measure each N times and tell the median. (default: 1)", ROUNDS));
    spec.addOption(Options.flag("Leave the largest work out.", QUICK));
    spec.addOption(
        Options.value("FILE", "Write a page with charts as well.", Options.OUTPUT, "--output"));
    spec.addOption(Options.flag("Say nothing but the results.", Options.QUIET, "--quiet"));
    spec.usageMessage()
        .footer(
            "",
            "Each model runs in a process of its own, one after another; all of it takes some"
                + " minutes. Nothing else should run on the machine meanwhile. Without --urls no"
                + " network is needed.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Comparison.Options options = options(parsed);
    Path page = path(parsed, Options.OUTPUT);
    if (page != null && (Files.isDirectory(page) || !Files.isDirectory(folderOf(page)))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          Options.OUTPUT + " " + page + ": no file can be written there; name one in a folder");
    }
    boolean isQuiet = Options.isGiven(parsed, Options.QUIET);
    Terminal terminal = context.terminal();
    try {
      Results results = new Comparison(options, isQuiet ? at -> {} : terminal::progress).run();
      terminal.clearProgress();
      TextReport.lines(results).forEach(terminal::say);
      if (page != null) {
        Files.writeString(page, HtmlReport.page(results));
        terminal.say("");
        terminal.say(page.toString());
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.STORAGE, String.valueOf(e.getMessage()));
    }
  }

  private static Comparison.Options options(ParseResult parsed) throws CommandFailure {
    List<String> mistakes = new ArrayList<>();
    List<String> sections = parsed.matchedPositionalValue(0, List.of());
    for (String section : sections) {
      if (!Comparison.SECTIONS.contains(section)) {
        mistakes.add(section + ": nothing to compare; must be some of " + Comparison.SECTIONS);
      }
    }
    Path pages = path(parsed, PAGES);
    if (pages != null) {
      checkUse(PAGES, "parse", sections, mistakes);
      checkPages(pages, mistakes);
    }
    Path list = path(parsed, URLS);
    if (list != null) {
      checkUse(URLS, "fetch", sections, mistakes);
    }
    List<CrawlUrl> urls = urls(list, mistakes);
    int rounds = rounds(parsed.matchedOptionValue(ROUNDS, "1"), mistakes);
    if (!mistakes.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, mistakes);
    }
    return new Comparison.Options(
        sections.isEmpty() ? Set.copyOf(Comparison.SECTIONS) : Set.copyOf(sections),
        urls,
        pages,
        rounds,
        Options.isGiven(parsed, QUICK));
  }

  private static void checkUse(
      String option, String section, List<String> sections, List<String> mistakes) {
    if (!sections.isEmpty() && !sections.contains(section)) {
      mistakes.add(option + " is of use for `" + section + "` only, which is not asked for");
    }
  }

  private static void checkPages(Path folder, List<String> mistakes) {
    try {
      if (!Files.isDirectory(folder)) {
        mistakes.add(PAGES + " " + folder + ": no folder");
      } else if (!Comparison.hasPages(folder)) {
        mistakes.add(PAGES + " " + folder + ": no file below it ends in .html or .htm");
      }
    } catch (IOException | UncheckedIOException e) {
      mistakes.add(PAGES + " " + folder + " cannot be read: " + e.getMessage());
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private static int rounds(String given, List<String> mistakes) {
    if (given.matches("[0-9]{1,3}")) {
      int rounds = Integer.parseInt(given);
      if (rounds >= 1 && rounds <= ROUNDS_MAX) {
        return rounds;
      }
    }
    mistakes.add(ROUNDS + " is " + given + "; must be a number from 1 to " + ROUNDS_MAX);
    return 1;
  }

  private static List<CrawlUrl> urls(@Nullable Path file, List<String> mistakes) {
    List<CrawlUrl> urls = new ArrayList<>();
    if (file == null) {
      return urls;
    }
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String bare = line.strip();
        CrawlUrl url = CrawlUrl.parseOrNull(bare);
        if (url != null && url.isHttp()) {
          urls.add(url);
        } else if (!bare.isEmpty() && !bare.startsWith("#")) {
          mistakes.add(file + ", line " + number + ": no URL of http or https: " + bare);
        }
      }
      if (urls.isEmpty() && mistakes.isEmpty()) {
        mistakes.add(URLS + " " + file + ": no URL in it");
      }
    } catch (IOException e) {
      mistakes.add(URLS + " " + file + " cannot be read: " + OutputFolder.reason(e));
    }
    return urls;
  }

  private static @Nullable Path path(ParseResult parsed, String option) {
    String given = parsed.matchedOptionValue(option, "");
    return given.isEmpty() ? null : Path.of(given);
  }
}
