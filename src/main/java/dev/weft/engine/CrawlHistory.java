package dev.weft.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.frontier.Recovered;
import dev.weft.report.Attempt;
import dev.weft.robots.RobotsRules;
import dev.weft.robots.RobotsVerdict;
import dev.weft.scope.Scope;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the notes of a state tell of how a crawl went, for those who ask why. */
public final class CrawlHistory {
  private static final String WORD_END = " ";
  private static final String ATTEMPT_END = ";";
  private static final String LINE_END = "\n";
  private static final String EVERYBODY = "User-agent: *\n";

  private final Map<String, String> notes;

  private CrawlHistory(Map<String, String> notes) {
    this.notes = notes;
  }

  /** The history in what was recovered. */
  public static CrawlHistory of(Recovered recovered) {
    return new CrawlHistory(recovered.notes());
  }

  /** The tries of a URL that was tried more than once, as far as they are remembered. */
  public List<Attempt> attempts(long fingerprint) {
    return attempts(notes.getOrDefault(History.TRIED + Long.toHexString(fingerprint), ""));
  }

  /** The line of a robots.txt that denied a URL, if it is remembered. */
  public Optional<RobotsVerdict> denial(CrawlUrl url) {
    SortedMap<Integer, String> known =
        lines(notes.getOrDefault(History.DENIES + url.origin().toString(), ""));
    List<Integer> numbers = new ArrayList<>(known.keySet());
    byte[] file = (EVERYBODY + String.join(LINE_END, known.values())).getBytes(UTF_8);
    RobotsVerdict verdict = RobotsRules.parse(file, file.length, "weft").verdict(url);
    return verdict.allowed() || verdict.line() < 2
        ? Optional.empty()
        : Optional.of(new RobotsVerdict(false, numbers.get(verdict.line() - 2), verdict.rule()));
  }

  /** Until when hosts rest, as far as that outlives a run. */
  public Map<HostName, Instant> rests() {
    Map<HostName, Instant> rests = new HashMap<>();
    notes.forEach(
        (name, text) -> {
          if (name.startsWith(RestNotes.REST)) {
            long until = Long.parseLong(text.substring(text.indexOf(' ') + 1));
            HostName.parse(name.substring(RestNotes.REST.length()))
                .ifPresent(host -> rests.put(host, Instant.ofEpochMilli(until)));
          }
        });
    return rests;
  }

  /** A scope with the seeds that redirects have added to it. */
  public Scope widened(Scope scope) {
    Scope widened = scope;
    for (Map.Entry<String, String> note : new TreeMap<>(notes).entrySet()) {
      if (note.getKey().startsWith(ScopeMemory.REDIRECTED)) {
        String[] urls = note.getValue().split(WORD_END, -1);
        widened =
            widened.withRedirectedSeed(
                CrawlUrl.parse(urls[0]).orElseThrow(), CrawlUrl.parse(urls[1]).orElseThrow());
      }
    }
    return widened;
  }

  static long key(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }

  /** {@code MILLIS OUTCOME WAIT} for each, the wait absent after the last. */
  static String text(List<Attempt> attempts) {
    return attempts.stream()
        .map(
            each ->
                each.at().toEpochMilli()
                    + WORD_END
                    + each.outcome()
                    + each.pause().map(wait -> WORD_END + wait.toMillis()).orElse(""))
        .collect(Collectors.joining(ATTEMPT_END));
  }

  static List<Attempt> attempts(String text) {
    List<Attempt> attempts = new ArrayList<>();
    for (String each : text.split(ATTEMPT_END, -1)) {
      String[] words = each.split(WORD_END, -1);
      if (words.length >= 2) {
        attempts.add(
            new Attempt(
                Instant.ofEpochMilli(Long.parseLong(words[0])),
                words[1],
                words.length == 2 ? null : Duration.ofMillis(Long.parseLong(words[2]))));
      }
    }
    return attempts;
  }

  static String text(SortedMap<Integer, String> lines) {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + WORD_END + line.getValue())
        .collect(Collectors.joining(LINE_END));
  }

  static SortedMap<Integer, String> lines(String text) {
    SortedMap<Integer, String> lines = new TreeMap<>();
    for (String line : text.split(LINE_END, -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        lines.put(Integer.parseInt(line.substring(0, space)), line.substring(space + 1));
      }
    }
    return lines;
  }
}
