package dev.weft.cli;

import dev.weft.scope.LineSplitter;
import dev.weft.scope.SeedUrl;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a fetch, in the order of the arguments; {@code -} stands for the lines of standard
 * input, which are read as they come, for ever if need be. A line that is no URL is told and passed
 * over; an argument that is none is a mistake of the command line. One thread, which may block.
 */
final class UrlSource implements Iterator<CrawlUrl> {
  private static final String STANDARD_INPUT = "-";

  /** The longest URL there is, and a comment after it. */
  private static final int LINE_BYTES_MAX = 64 << 10;

  /** Characters of a faulty line that its message shows. */
  private static final int QUOTE_CHARS_MAX = 100;

  private final Iterator<Source> sources;
  private final LineSplitter lines;
  private final Consumer<String> complain;
  private final AtomicLong problems = new AtomicLong();
  private boolean inLines;
  private @Nullable CrawlUrl next;

  /** An argument: a URL, or null for standard input. */
  private record Source(@Nullable CrawlUrl url) {}

  private UrlSource(List<Source> sources, InputStream in, Consumer<String> complain) {
    this.sources = sources.iterator();
    this.lines = new LineSplitter(in, LINE_BYTES_MAX);
    this.complain = complain;
  }

  /** Reads the arguments; {@code complain} is told of every line that is no URL. */
  static UrlSource of(List<String> arguments, InputStream in, Consumer<String> complain)
      throws CommandFailure {
    List<Source> sources = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        sources.add(new Source(null));
        continue;
      }
      SeedUrl.Reading reading = SeedUrl.read(argument);
      if (reading.url() == null) {
        mistakes.add(problem("command line", argument, reading));
      } else {
        sources.add(new Source(reading.url()));
      }
    }
    if (arguments.isEmpty()) {
      mistakes.add("no URL; name some, or - to read them from standard input, one a line");
    } else if (sources.stream().filter(source -> source.url() == null).count() > 1) {
      mistakes.add("- is given twice; standard input can be read once");
    }
    if (!mistakes.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, mistakes);
    }
    return new UrlSource(sources, in, complain);
  }

  private static String problem(String place, String word, SeedUrl.Reading reading) {
    String shown =
        word.length() <= QUOTE_CHARS_MAX ? word : word.substring(0, QUOTE_CHARS_MAX) + "…";
    return place + ": `" + shown + "` is no URL to fetch: " + reading.problem();
  }

  /** How many lines were no URLs. Any thread. */
  long problems() {
    return problems.get();
  }

  @Override
  public boolean hasNext() {
    while (next == null && (inLines || sources.hasNext())) {
      if (!inLines) {
        next = sources.next().url();
        inLines = next == null;
      }
      if (inLines) {
        next = nextOfLines();
        inLines = next != null;
      }
    }
    return next != null;
  }

  @Override
  public CrawlUrl next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("no more URLs");
    }
    CrawlUrl given = next;
    next = null;
    return given;
  }

  private @Nullable CrawlUrl nextOfLines() {
    try {
      for (String line = lines.next(); line != null; line = lines.next()) {
        CrawlUrl url = url(line);
        if (url != null) {
          return url;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  /** The URL of a line; null if it has none, which is told unless it is empty or a comment. */
  private @Nullable CrawlUrl url(String line) {
    String place = "standard input:" + lines.number();
    String[] words = line.strip().split("\\s+", 3);
    if (words[0].isEmpty() || words[0].startsWith("#")) {
      return null;
    }
    if (words.length > 1 && !words[1].startsWith("#")) {
      refuse(place + ": there is more than a URL; put one on a line, with %20 for a space");
      return null;
    }
    SeedUrl.Reading reading = SeedUrl.read(words[0]);
    if (reading.url() == null) {
      refuse(problem(place, words[0], reading));
    }
    return reading.url();
  }

  private void refuse(String message) {
    problems.incrementAndGet();
    complain.accept(message);
  }
}
