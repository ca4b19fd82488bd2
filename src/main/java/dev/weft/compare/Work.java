package dev.weft.compare;

import dev.weft.FetcherKind;
import dev.weft.compare.Section.Contest;
import dev.weft.compare.Section.Entry;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The work that is compared, and the models that do it. Lists of URLs are in a temporary folder.
 */
final class Work implements AutoCloseable {
  static final String SEQUENTIAL = "one after another";
  static final String LOOP = "event loop";
  static final String LOOPS = "event loop a core";
  static final String VIRTUAL = "virtual threads";

  /** A model that would take longer than this for one contest is left out. */
  private static final int SECONDS_MAX = 30;

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int[] POOLS = {10, 100, 1_000};

  /** What an event loop and virtual threads have in flight where servers answer at once. */
  private static final int IN_FLIGHT_AT_ONCE = 100;

  private static final int SMALL_BYTES = 2_000;
  private static final int LARGE_BYTES = 5_000_000;

  /** Enough for the compilers to have seen what a request takes. */
  private static final int WARM_UPS = 3_000;

  private static final int WARM_UPS_LARGE = 20;

  private final Comparison.Options options;
  private final TrialServer server;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  Work(Comparison.Options options, TrialServer server) throws IOException {
    this.options = options;
    this.server = server;
    folder = Files.createTempDirectory("weft-compare");
  }

  /** What was asked for, in the order of {@link Comparison#SECTIONS}. */
  List<Section> sections() throws IOException {
    List<Section> asked = new ArrayList<>();
    for (String name : Comparison.SECTIONS) {
      if (options.sections().contains(name)) {
        asked.add(section(name));
      }
    }
    return asked;
  }

  private Section section(String name) throws IOException {
    return switch (name) {
      case "fetch" -> new Section(name, "Waiting for servers", fetching());
      case "parse" -> new Section(name, "Parsing pages", parsing());
      case "squares" -> new Section(name, "Nothing but computing: sums of squares", squares());
      case "mix" -> new Section(name, "Mixing blocking and asynchronous code", mixing());
      case "share" -> new Section(name, "Sharing state", sharing());
      default -> throw new IllegalArgumentException("no section " + name);
    };
  }

  // --- fetch ------------------------------------------------------------------------------------

  private List<Contest> fetching() throws IOException {
    List<Contest> contests = new ArrayList<>();
    contests.add(
        waiting(
            "three URLs of 2, 1 and 3 seconds",
            List.of(url(2_000, 0), url(1_000, 1), url(3_000, 2)),
            6));
    contests.add(
        waiting("100 URLs of 10 to 200 ms", urls(100, i -> url(10 + i * 37 % 191, i)), 11));
    contests.add(waiting("1,000 URLs of 200 ms", urls(1_000, i -> url(200, i)), 200));
    if (!options.isQuick()) {
      contests.add(waiting("10,000 URLs of 200 ms", urls(10_000, i -> url(200, i)), 2_000));
    }
    int small = options.isQuick() ? 2_000 : 10_000;
    contests.add(
        new Contest(
            String.format(Locale.ROOT, "%,d small pages, answered at once", small),
            "URLs",
            fetchers(urls(small, i -> url(0, i)), new Load(0, IN_FLIGHT_AT_ONCE, small()))));
    int large = options.isQuick() ? 20 : 100;
    contests.add(
        new Contest(
            large + " pages of 5 MB",
            "URLs",
            fetchers(
                urls(large, i -> server.url(0, LARGE_BYTES, i)),
                new Load(
                    0,
                    IN_FLIGHT_AT_ONCE,
                    new WarmUp(WARM_UPS_LARGE, server.url(0, LARGE_BYTES, 0))))));
    if (!options.urls().isEmpty()) {
      contests.add(own());
    }
    return contests;
  }

  private String url(int millis, int number) {
    return server.url(millis, SMALL_BYTES, number);
  }

  private static List<String> urls(int count, IntFunction<String> url) {
    return IntStream.range(0, count).mapToObj(url).toList();
  }

  /** Servers that take their time: an event loop asks them all at once. */
  private Contest waiting(String title, List<String> urls, int sequentialSeconds)
      throws IOException {
    Load load = new Load(sequentialSeconds, urls.size(), small());
    return new Contest(title, "URLs", fetchers(urls, load));
  }

  /** Not more at once than the largest pool has, for the servers are somebody's. */
  private Contest own() throws IOException {
    List<String> own = options.urls().stream().map(CrawlUrl::href).toList();
    int largestPool = POOLS[POOLS.length - 1];
    Load load =
        new Load(
            OwnUrls.sequentialSeconds(options.urls()), Math.min(own.size(), largestPool), small());
    String title = own.size() == 1 ? "a URL of your own" : own.size() + " URLs of your own";
    return new Contest(title, "URLs", fetchers(own, load));
  }

  /**
   * What a list asks for: seconds that it takes one URL after another, or 0 where that is not known
   * to be long; and what is in flight where threads do not bound it.
   */
  private record Load(int sequentialSeconds, int inFlight, WarmUp warmUp) {}

  /** A URL of this comparison's own server, asked for so often before. */
  private record WarmUp(int count, String url) {}

  private WarmUp small() {
    return new WarmUp(WARM_UPS, url(0, 0));
  }

  private List<Entry> fetchers(List<String> urls, Load load) throws IOException {
    String file = file(urls);
    List<Entry> entries = new ArrayList<>();
    entries.add(threads(1, load, file));
    IntStream.of(POOLS)
        .map(pool -> Math.min(pool, urls.size()))
        .filter(threads -> threads > 1)
        .distinct()
        .forEach(threads -> entries.add(threads(threads, load, file)));
    entries.add(
        FetcherKind.VIRTUAL.lack().isPresent()
            ? Entry.leftOut(VIRTUAL, "needs Java 21 or newer")
            : fetcher(VIRTUAL, FetcherKind.VIRTUAL, 1, load, file));
    entries.add(fetcher(LOOP, FetcherKind.NETTY, 1, load, file));
    if (CORES > 1) {
      entries.add(fetcher(LOOPS, FetcherKind.NETTY, CORES, load, file));
    }
    return entries;
  }

  /** As many requests at once as there are threads. */
  private static Entry threads(int threads, Load load, String file) {
    String model = threads == 1 ? SEQUENTIAL : String.format(Locale.ROOT, "%,d threads", threads);
    int seconds = load.sequentialSeconds() / threads;
    if (seconds > SECONDS_MAX) {
      return Entry.leftOut(model, "would take " + seconds + " s");
    }
    Load bounded = new Load(load.sequentialSeconds(), threads, load.warmUp());
    return fetcher(model, FetcherKind.BLOCKING, threads, bounded, file)
        .chosenBy("--fetcher blocking --threads " + threads);
  }

  private static Entry fetcher(String model, FetcherKind kind, int size, Load load, String file) {
    return Entry.of(
            model,
            FetchTrial.KIND,
            kind.code(),
            Integer.toString(size),
            Integer.toString(load.inFlight()),
            Integer.toString(load.warmUp().count()),
            load.warmUp().url(),
            file)
        .chosenBy("--fetcher " + kind.code());
  }

  // --- parse and compute ------------------------------------------------------------------------

  private List<Contest> parsing() {
    List<Contest> contests = new ArrayList<>();
    contests.add(new Contest("made-up pages of 25 KB", "pages", parsers("")));
    List<Entry> killed = new ArrayList<>();
    for (String model : List.of(ParseTrial.THREADS, ParseTrial.PROCESSES)) {
      killed.add(parser(model, CORES, "", ParseTrial.KILL));
    }
    contests.add(
        new Contest("the same, and a worker is killed when a third is done", "pages", killed));
    if (options.pages() != null) {
      String folder = options.pages().toString();
      contests.add(new Contest("pages of " + folder, "pages", parsers(folder)));
    }
    return contests;
  }

  /** Inline, threads and processes, from one worker to one a core. */
  private static List<Entry> parsers(String pages) {
    List<Entry> entries = new ArrayList<>();
    entries.add(parser(ParseTrial.INLINE, 1, pages, ""));
    for (String model : List.of(ParseTrial.THREADS, ParseTrial.PROCESSES)) {
      workerCounts().forEach(count -> entries.add(parser(model, count, pages, "")));
    }
    return entries;
  }

  private static Entry parser(String model, int workers, String pages, String more) {
    boolean isInline = model.equals(ParseTrial.INLINE);
    String code = model.equals(ParseTrial.PROCESSES) ? "process" : model;
    String count = Integer.toString(workers);
    return Entry.of(
            isInline ? model : workers(workers, model), ParseTrial.KIND, model, count, pages, more)
        .chosenBy("--parser " + code + (isInline ? "" : " --parse-workers " + count));
  }

  private static List<Contest> squares() {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of(ParseTrial.INLINE, SquaresTrial.KIND, ParseTrial.INLINE, "1"));
    for (String model : List.of(ParseTrial.THREADS, ParseTrial.PROCESSES)) {
      workerCounts()
          .forEach(
              count ->
                  entries.add(
                      Entry.of(
                          workers(count, model),
                          SquaresTrial.KIND,
                          model,
                          Integer.toString(count))));
    }
    return List.of(new Contest("40 sums of 10,000,000 squares", "sums", entries));
  }

  /** Powers of two below the number of cores, and that number. */
  static List<Integer> workerCounts() {
    List<Integer> counts = new ArrayList<>();
    for (int count = 1; count < CORES; count *= 2) {
      counts.add(count);
    }
    counts.add(CORES);
    return counts;
  }

  /** "1 thread", "2 processes". */
  static String workers(int count, String model) {
    String singular = model.equals(ParseTrial.THREADS) ? "thread" : "process";
    return count == 1 ? "1 " + singular : count + " " + model;
  }

  // --- mix and share ----------------------------------------------------------------------------

  private List<Contest> mixing() throws IOException {
    String file = file(urls(100, i -> url(100, i)));
    return List.of(
        new Contest(
            "100 answers after 100 ms, each followed by a call that blocks for "
                + MixTrial.BLOCKING_MILLIS
                + " ms",
            "answers",
            List.of(
                Entry.of("called on the loop", MixTrial.KIND, MixTrial.ON_LOOP, file),
                Entry.of("by an executor", MixTrial.KIND, MixTrial.EXECUTOR, file))),
        new Contest(
            "100 answers after 100 ms, a plain thread waits for all",
            "answers",
            List.of(Entry.of("joined", MixTrial.KIND, MixTrial.PLAIN_THREAD, file))));
  }

  private static List<Contest> sharing() {
    String threads = Integer.toString(Math.max(2, CORES));
    return List.of(
        new Contest(
            String.format(
                Locale.ROOT, "%,d changes to one map by %s threads", ShareTrial.CHANGES, threads),
            "changes",
            List.of(
                Entry.of("behind a lock", ShareTrial.KIND, ShareTrial.LOCK, threads),
                Entry.of("sent to its owner", ShareTrial.KIND, ShareTrial.OWNER, threads),
                Entry.of(
                    "sent by " + ShareTrial.BATCH + " at once",
                    ShareTrial.KIND,
                    ShareTrial.BATCHES,
                    threads))),
        new Contest(
            String.format(
                Locale.ROOT,
                "%,d messages of %d bytes",
                MessageTrial.MESSAGES,
                MessageTrial.MESSAGE_BYTES),
            "messages",
            List.of(
                message("queue, thread", MessageTrial.QUEUE),
                message("pipe, process", MessageChannel.PIPE),
                message("socket, process", MessageChannel.SOCKET),
                message("shared memory, process", MessageChannel.MEMORY))));
  }

  private static Entry message(String model, String way) {
    return Entry.of(model, MessageTrial.KIND, way);
  }

  private String file(List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(Integer.toString(files.size())), lines);
    files.add(file);
    return file.toString();
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
