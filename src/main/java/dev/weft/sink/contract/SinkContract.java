package dev.weft.sink.contract;

import dev.weft.page.Page;
import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What every sink that writes into a folder keeps: what is committed stays, what is not can go. It
 * is a list of rules, each of which tries the sink out in a folder of its own, and throws an {@link
 * AssertionError} that says what the sink did instead.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract(@TempDir Path scratch) { // with JUnit; or check() anywhere
 *   return SinkContract.of(new MySinkProvider(), Map.of(), scratch).rules().stream()
 *       .map(rule -> DynamicTest.dynamicTest(rule.name(), rule::check));
 * }
 * }</pre>
 */
public final class SinkContract {
  private final SinkProvider provider;
  private final Map<String, String> options;
  private final Path scratch;
  private final Reading reading;

  /** Says which URLs stand in a sink's files. */
  public interface Reading {
    /** The URLs of the records that a mark knows, in the order in which they were written. */
    List<String> urls(Path folder, SinkMark mark) throws IOException;
  }

  /** One rule of the contract. */
  public static final class Rule {
    private final String name;
    private final Try body;
    private final Path folder;

    private Rule(String name, Path folder, Try body) {
      this.name = name;
      this.folder = folder;
      this.body = body;
    }

    /** What the sink does by it, such as {@code starts over without a mark}. */
    public String name() {
      return name;
    }

    /**
     * Tries it; once.
     *
     * @throws AssertionError if the sink does not keep it
     * @throws IOException if the sink fails where it must not
     */
    public void check() throws IOException {
      Files.createDirectories(folder);
      body.in(folder);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private interface Try {
    void in(Path folder) throws IOException;
  }

  private interface Use {
    void of(Sink sink) throws IOException;
  }

  private SinkContract(
      SinkProvider provider, Map<String, String> options, Path scratch, Reading reading) {
    this.provider = provider;
    this.options = Map.copyOf(options);
    this.scratch = scratch;
    this.reading = reading;
  }

  /**
   * The contract of a provider's sinks, whose own {@linkplain SinkProvider#reader reader} says what
   * they have written.
   *
   * @param scratch an empty folder, which is left full
   * @throws IllegalArgumentException if the provider has no reader; see {@link #readBy}
   */
  public static SinkContract of(SinkProvider provider, Map<String, String> options, Path scratch) {
    RecordReader reader = provider.reader().orElse(null);
    if (reader == null) {
      throw new IllegalArgumentException(
          "the sink " + provider.code() + " has no reader(), which is to say what it has written");
    }
    return readBy(provider, options, scratch, (folder, mark) -> read(reader, folder, mark).urls);
  }

  /** The same where something else, best of another make, says what was written. */
  public static SinkContract readBy(
      SinkProvider provider, Map<String, String> options, Path scratch, Reading reading) {
    return new SinkContract(provider, options, scratch, reading);
  }

  /**
   * Tries all rules.
   *
   * @throws AssertionError if some are not kept, with a line for each
   */
  public void check() {
    List<String> broken = new ArrayList<>();
    for (Rule rule : rules()) {
      try {
        rule.check();
      } catch (IOException | RuntimeException | AssertionError e) {
        broken.add(rule + ": " + e.getMessage());
      } catch (LinkageError e) {
        // A sink built for another version, whose message alone is but a name.
        broken.add(rule + ": " + e);
      }
    }
    if (!broken.isEmpty()) {
      throw new AssertionError(
          "the sink " + provider.code() + " breaks its contract:\n" + String.join("\n", broken));
    }
  }

  /** All rules, which may be tried in any order. */
  public List<Rule> rules() {
    return List.of(
        rule("has the name of its provider", this::isNamed),
        rule("holds what is committed", this::holds),
        rule("has a record of every kind of page", this::hasEveryKind),
        rule("makes the folder it writes to", this::makesItsFolder),
        rule("tells of a folder that cannot be written to", this::tellsOfNoFolder),
        rule("closes twice as once, and writes nothing after that", this::closes),
        rule("loses nothing, and doubles nothing, wherever a crash cuts it", this::survives),
        rule("opens twice at a mark as once", this::opensTwice),
        rule("takes the files of a mark in any order", this::takesAnyOrder),
        rule("starts over without a mark", this::startsOver),
        rule("leaves the files of others alone", this::leavesOthersAlone),
        rule("says the same again if nothing was written", this::isSteady),
        rule("marks each file with its length and checksum", this::marksItsFiles),
        rule("tells of a committed file that is missing or shorter", this::tellsOfLoss),
        rule("refuses a mark of files that are not its own", this::refusesOthersFiles),
        rule("reads back what is committed, and not a byte more", this::readsBack),
        rule("lists the files it has written", this::listsItsFiles));
  }

  private Rule rule(String name, Try body) {
    return new Rule(name, scratch.resolve(name.replaceAll("[^a-z]+", "-")), body);
  }

  private void isNamed(Path folder) throws IOException {
    try (Sink sink = sink(folder)) {
      require(sink.name().equals(provider.code()), "is named " + sink.name());
    }
  }

  private void holds(Path folder) throws IOException {
    expect(folder, write(folder, SinkMark.NOTHING, 0, 30), urls(0, 30));
  }

  private void hasEveryKind(Path folder) throws IOException {
    List<Page> pages = ContractPages.ends();
    SinkMark mark = use(folder, SinkMark.NOTHING, sink -> writeAll(sink, pages));
    expect(folder, mark, pages.stream().map(page -> page.url().href()).toList());
  }

  private void makesItsFolder(Path folder) throws IOException {
    Path deeper = folder.resolve("a/b");
    expect(deeper, write(deeper, SinkMark.NOTHING, 0, 1), urls(0, 1));
  }

  private void tellsOfNoFolder(Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String told = failure(() -> write(file, SinkMark.NOTHING, 0, 1));
    require(told.contains(file.toString()), "does not name " + file + ": " + told);
  }

  private void closes(Path folder) throws IOException {
    Sink sink = sink(folder);
    sink.open(SinkMark.NOTHING);
    write(sink, 0, 1);
    SinkMark mark = sink.checkpoint();
    sink.close();
    sink.close();
    boolean writes = true;
    try {
      write(sink, 1, 1);
    } catch (IOException | RuntimeException refused) {
      writes = false;
    }
    require(!writes, "writes after it was closed, instead of throwing IllegalStateException");
    expect(folder, mark, urls(0, 1));
  }

  private void survives(Path folder) throws IOException {
    Path whole = folder.resolve("whole");
    SinkMark mark;
    try (Sink sink = sink(whole)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 2);
      sink.checkpoint();
      write(sink, 2, 2);
      mark = sink.checkpoint();
      write(sink, 4, 6);
    }
    int crashes = 0;
    for (Crash crash : Crash.all(whole, mark)) {
      Path crashed = folder.resolve("crash" + crashes++);
      crash.leave(crashed);
      try {
        expect(crashed, write(crashed, mark, 4, 3), urls(0, 7));
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError(crash + ": " + e.getMessage(), e);
      }
    }
  }

  private void opensTwice(Path folder) throws IOException {
    SinkMark mark = committedAndMore(folder, 3);
    for (int i = 0; i < 2; i++) {
      SinkMark again = use(folder, mark, sink -> {});
      require(same(again, mark), "its mark is " + again + " then, not " + mark);
    }
    expect(folder, mark, urls(0, 3));
  }

  private void takesAnyOrder(Path folder) throws IOException {
    SinkMark mark = committedAndMore(folder, 19);
    List<FileMark> turned = new ArrayList<>(mark.files());
    Collections.reverse(turned);
    expect(folder, write(folder, new SinkMark(turned), 19, 1), urls(0, 20));
  }

  private void startsOver(Path folder) throws IOException {
    committedAndMore(folder, 3);
    expect(folder, write(folder, SinkMark.NOTHING, 7, 1), urls(7, 1));
  }

  private void leavesOthersAlone(Path folder) throws IOException {
    Path beside = Files.writeString(folder.resolve("notes.txt"), "mine");
    Path below = Files.createDirectories(folder.resolve("mine")).resolve("notes.txt");
    Files.writeString(below, "mine");
    committedAndMore(folder, 3);
    write(folder, SinkMark.NOTHING, 0, 1);
    for (Path other : List.of(beside, below)) {
      boolean isThere = Files.exists(other) && Files.readString(other).equals("mine");
      require(isThere, "has deleted or changed " + other);
    }
  }

  private void isSteady(Path folder) throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      SinkMark empty = sink.checkpoint();
      require(same(sink.checkpoint(), empty), "an epoch without records changes its mark");
      write(sink, 0, 1);
      SinkMark first = sink.checkpoint();
      require(same(sink.checkpoint(), first), "an epoch without records changes its mark");
      require(first.files().isEmpty() || !same(first, empty), "a record leaves its mark as it was");
    }
  }

  private void marksItsFiles(Path folder) throws IOException {
    use(
        folder,
        SinkMark.NOTHING,
        sink -> {
          for (int i = 0; i < 40; i += 4) {
            write(sink, i, 4);
            for (FileMark file : sink.checkpoint().files()) {
              Crash.requireMarked(folder, file);
            }
          }
        });
  }

  private void tellsOfLoss(Path folder) throws IOException {
    Path whole = folder.resolve("whole");
    SinkMark mark = write(whole, SinkMark.NOTHING, 0, 3);
    int losses = 0;
    for (FileMark file : mark.files()) {
      for (boolean isMissing : new boolean[] {true, false}) {
        if (file.length() > 0) {
          Path lost = folder.resolve("lost" + losses++);
          long left = Crash.lose(whole, file, isMissing, lost);
          String told = failure(() -> use(lost, mark, sink -> {}));
          require(told.contains(file.path()), "does not name " + file.path() + ": " + told);
          require(
              isMissing || Files.size(lost.resolve(file.path())) == left,
              "has changed " + file.path() + ", which is in doubt");
        }
      }
    }
  }

  private void refusesOthersFiles(Path folder) throws IOException {
    if (write(folder, SinkMark.NOTHING, 0, 1).files().isEmpty()) {
      return; // It has no files of its own, and so none that others could be taken for.
    }
    SinkMark foreign = new SinkMark(List.of(new FileMark("other.bin", 0, 0)));
    String told = failure(() -> use(folder, foreign, sink -> {}));
    require(told.contains("other.bin"), "does not name other.bin: " + told);
  }

  private void readsBack(Path folder) throws IOException {
    RecordReader reader = provider.reader().orElse(null);
    if (reader == null) {
      return; // `weft verify` then looks at its files alone.
    }
    SinkMark mark;
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 20);
      sink.checkpoint();
      sink.write(ContractPages.posted());
      mark = sink.checkpoint();
      write(sink, 20, 3);
    }
    Crash.tear(folder, mark);
    Keys keys = read(reader, folder, mark);
    List<String> expected = new ArrayList<>();
    urls(0, 20).forEach(url -> expected.add(url + " null 1"));
    Page posted = ContractPages.posted();
    expected.add(posted.url().href() + " " + posted.request() + " 1");
    require(keys.keys.equals(expected), "reads " + keys.keys + " instead of " + expected);
  }

  private void listsItsFiles(Path folder) throws IOException {
    require(provider.writtenIn(folder).isEmpty(), "lists files in an empty folder");
    require(provider.writtenIn(folder.resolve("absent")).isEmpty(), "lists files in no folder");
    SinkMark mark = write(folder, SinkMark.NOTHING, 0, 1);
    List<String> paths = mark.files().stream().map(FileMark::path).toList();
    List<String> listed = provider.writtenIn(folder);
    require(
        listed.containsAll(paths), "lists " + listed + " in writtenIn, and not all of " + paths);
  }

  private Sink sink(Path folder) {
    return provider.open(new SinkPlace(folder, options, ContractPages.TYPES));
  }

  /** Opens a sink at a mark, uses it, and gives its mark. */
  private SinkMark use(Path folder, SinkMark from, Use use) throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(from);
      use.of(sink);
      return sink.checkpoint();
    }
  }

  private SinkMark write(Path folder, SinkMark from, int first, int count) throws IOException {
    return use(folder, from, sink -> write(sink, first, count));
  }

  private static void write(Sink sink, int first, int count) throws IOException {
    writeAll(sink, IntStream.range(first, first + count).mapToObj(ContractPages::page).toList());
  }

  private static void writeAll(Sink sink, List<Page> pages) throws IOException {
    for (Page page : pages) {
      sink.write(page);
    }
  }

  /** So many pages committed, and one more behind them. */
  private SinkMark committedAndMore(Path folder, int count) throws IOException {
    try (Sink sink = sink(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, count);
      SinkMark mark = sink.checkpoint();
      write(sink, count, 1);
      return mark;
    }
  }

  private static List<String> urls(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> ContractPages.url(number).href())
        .toList();
  }

  private void expect(Path folder, SinkMark mark, List<String> urls) throws IOException {
    List<String> written = reading.urls(folder, mark);
    require(written.equals(urls), "holds " + written + " instead of " + urls);
  }

  /** The message of the exception that must come. */
  private static String failure(Attempt attempt) {
    try {
      attempt.make();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("does so without an IOException");
  }

  private interface Attempt {
    void make() throws IOException;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Whether marks say the same of the same files; how to go on with those is the sink's affair. */
  private static boolean same(SinkMark one, SinkMark other) {
    return bare(one).equals(bare(other));
  }

  private static List<String> bare(SinkMark mark) {
    return mark.files().stream()
        .map(file -> file.path() + " " + file.length() + " " + file.checksum())
        .sorted()
        .toList();
  }

  private static Keys read(RecordReader reader, Path folder, SinkMark mark) throws IOException {
    Keys keys = new Keys();
    reader.read(folder, mark.files(), keys);
    return keys;
  }

  /** What is read back. */
  private static final class Keys implements RecordVisitor {
    private final List<String> urls = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {
      urls.add(url);
      keys.add(url + " " + request + " " + visit);
    }

    @Override
    public void broken(Place place, String why) {
      throw new AssertionError("cannot be read back at " + place + ": " + why);
    }
  }
}
