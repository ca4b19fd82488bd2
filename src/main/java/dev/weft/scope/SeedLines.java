package dev.weft.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns lines into seeds and problems, one source at a time. */
final class SeedLines {
  private static final Set<String> NAMES =
      Set.of(
          SeedOptions.SCOPE,
          SeedOptions.METHOD,
          SeedOptions.BODY,
          SeedOptions.BODY_FILE,
          SeedOptions.TYPE);

  private final ScopeKind defaultKind;
  private final List<Seed> seeds = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private long untold;

  SeedLines(ScopeKind defaultKind) {
    this.defaultKind = defaultKind;
  }

  SeedList toList(String source) {
    if (untold > 0) {
      problems.add(source + ": " + untold + " more lines could not be read as seeds");
    }
    return new SeedList(seeds, problems);
  }

  /** Reads one line; {@code place} names it in messages. */
  void add(String line, String place) {
    if (line.getBytes(UTF_8).length > Limits.SEED_LINE_BYTES_MAX) {
      problem(
          place,
          "the line is longer than "
              + Limits.SEED_LINE_BYTES_MAX
              + " bytes; put one URL on a line");
      return;
    }
    List<String> words = words(line);
    if (words.isEmpty()) {
      return;
    }
    Map<String, String> options = options(words.subList(1, words.size()), place);
    CrawlUrl url = options == null ? null : url(words.get(0), place);
    if (options == null || url == null) {
      return;
    }
    try {
      seeds.add(SeedReader.seed(url, options, defaultKind, place));
    } catch (IllegalArgumentException e) {
      problem(place, String.valueOf(e.getMessage()));
    }
  }

  /** The words of a line up to a word that begins a comment. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("[\\s\\u00a0]+", -1)) {
      if (word.isEmpty() || word.startsWith("#")) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  private @Nullable Map<String, String> options(List<String> words, String place) {
    Map<String, String> options = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? "" : word.substring(0, equals);
      if (!NAMES.contains(name)) {
        problem(
            place,
            quoted(word)
                + " after the URL is no option; write scope=host, and %20 for a space in a URL");
        return null;
      }
      options.put(name, word.substring(equals + 1));
    }
    return options;
  }

  private @Nullable CrawlUrl url(String word, String place) {
    SeedUrl.Reading reading = SeedUrl.read(word);
    if (reading.problem() != null) {
      problem(place, quoted(word) + " is no seed: " + reading.problem());
    }
    return reading.url();
  }

  private void problem(String place, String what) {
    if (problems.size() < Limits.SEED_PROBLEMS_MAX) {
      problems.add(place + ": " + printable(what, Limits.PROBLEM_CHARS_MAX));
    } else {
      untold++;
    }
  }

  private static String quoted(String text) {
    return "`" + printable(text, Limits.QUOTE_CHARS_MAX) + "`";
  }

  /** Text as it may be shown: cut, with what a terminal would act on replaced. */
  private static String printable(String text, int charsMax) {
    String cut = text.length() <= charsMax ? text : text.substring(0, charsMax) + "…";
    return cut.replaceAll("\\p{C}", "\uFFFD");
  }
}
