package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.SinkKind.Option;
import dev.weft.page.ItemType;
import dev.weft.page.Page;
import dev.weft.sink.Compression;
import dev.weft.sink.Pages;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every sink that writes files keeps: what is committed stays, what is not can go. Every kind
 * there is takes part, with every compression it knows, and rolled.
 */
final class SinkContractTest {
  private static final Path SHELL = Path.of("/bin/sh");

  /** So small that a few records fill a file. */
  private static final int ROLL_BYTES = 2_000;

  /** Places at which a file is cut; more only take longer. */
  private static final int CUTS_MAX = 40;

  /** Each page that {@link #write} writes has an item of it. */
  private static final List<ItemType> TYPES = List.of(new ItemType("thing", List.of("name")));

  @TempDir private Path folder;

  /** A kind of sink with options. */
  record Variant(SinkKind kind, SinkOptions options) {
    Sink in(Path into) {
      return kind.inFolder(into, options, TYPES);
    }

    @Override
    public String toString() {
      return kind.code()
          + " "
          + options.compression().code()
          + (options.rollBytes().isPresent() ? " rolled" : "");
    }
  }

  static Stream<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    for (SinkKind kind : SinkKind.values()) {
      if (kind.names(SinkOptions.DEFAULT).isEmpty()) {
        continue;
      }
      for (Compression compression : Compression.values()) {
        if (compression == Compression.NONE || kind.options().contains(Option.COMPRESS)) {
          SinkOptions options = SinkOptions.DEFAULT.withCompression(compression);
          variants.add(new Variant(kind, options));
          if (kind.options().contains(Option.ROLL)) {
            variants.add(new Variant(kind, options.withRollBytes(ROLL_BYTES)));
          }
        }
      }
    }
    return variants.stream();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatWasWrittenIsThereAfterClosing(Variant variant) throws IOException {
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 30);
    }

    assertWritten(variant, folder, urlsOf(0, 30));
    assertThat(SinkKind.writtenIn(folder)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theSinkIsNamedAsItsKind(Variant variant) throws IOException {
    try (Sink sink = variant.in(folder)) {
      assertThat(sink.name()).isEqualTo(variant.kind().code());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyKindOfPageIsARecord(Variant variant) throws IOException {
    List<Page> pages =
        List.of(
            Pages.titled(1, "=1+1\", \"a\",\r\n\u0000\u001b\u202e'"),
            Pages.truncated(),
            Pages.redirected(),
            Pages.robotsDenied(),
            Pages.failed("a\r\nWARC/1.1\r\n\u001b[2J\ud800"),
            Pages.posted());
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      for (Page page : pages) {
        sink.write(page);
      }
    }

    assertThat(Written.urls(variant.kind(), folder))
        .isEqualTo(pages.stream().map(page -> page.url().href()).toList());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void hostile30_aCrashAtAnyByteAfterTheCheckpointCostsNothing(Variant variant) throws IOException {
    Path whole = folder.resolve("whole");
    SinkMark mark;
    try (Sink sink = variant.in(whole)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 2);
      sink.checkpoint();
      write(sink, 2, 2);
      mark = sink.checkpoint();
      write(sink, 4, 6);
    }
    Map<String, byte[]> files = contents(whole);

    int cuts = 0;
    for (String cut : files.keySet()) {
      for (int at : places(committedLength(mark, cut), files.get(cut).length)) {
        Path crashed = folder.resolve("crash" + cuts++);
        restore(files, cut, at, mark, crashed);
        try (Sink again = variant.in(crashed)) {
          again.open(mark);
          write(again, 4, 3);
        }

        assertWritten(variant, crashed, urlsOf(0, 7));
      }
    }
    assertThat(cuts).isPositive();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void openingTwiceAtAMarkIsOpeningOnce(Variant variant) throws IOException {
    SinkMark mark = committedThenTorn(variant);
    for (int i = 0; i < 2; i++) {
      try (Sink again = variant.in(folder)) {
        again.open(mark);
        assertThat(again.checkpoint()).isEqualTo(mark);
      }
    }

    assertWritten(variant, folder, urlsOf(0, 3));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aMarkThatLostItsResumePointIsReadThrough(Variant variant) throws IOException {
    SinkMark mark = committedThenTorn(variant);
    SinkMark bare =
        new SinkMark(
            mark.files().stream()
                .map(file -> new FileMark(file.path(), file.length(), file.checksum()))
                .toList());
    try (Sink again = variant.in(folder)) {
      again.open(bare);
      write(again, 3, 1);
    }

    assertWritten(variant, folder, urlsOf(0, 4));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theOrderOfFilesInAMarkDoesNotMatter(Variant variant) throws IOException {
    SinkMark mark;
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 19);
      mark = sink.checkpoint();
    }
    int files = Written.files(variant.kind(), folder).size();
    List<FileMark> turned = new ArrayList<>(mark.files());
    Collections.reverse(turned);

    try (Sink again = variant.in(folder)) {
      again.open(new SinkMark(turned));
      write(again, 19, 1);
    }

    assertThat(Written.files(variant.kind(), folder)).hasSize(files);
    assertWritten(variant, folder, urlsOf(0, 20));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void openingWithoutAMarkStartsOver(Variant variant) throws IOException {
    committedThenTorn(variant);

    try (Sink again = variant.in(folder)) {
      again.open(SinkMark.NOTHING);
      write(again, 7, 1);
    }

    assertWritten(variant, folder, urlsOf(7, 1));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void filesOfOthersAreLeftAlone(Variant variant) throws IOException {
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.createDirectories(folder.resolve("warc"));
    Path archive = Files.writeString(folder.resolve("warc/other.warc.gz"), "mine");
    committedThenTorn(variant);

    try (Sink again = variant.in(folder)) {
      again.open(SinkMark.NOTHING);
    }

    assertThat(other).hasContent("mine");
    assertThat(archive).hasContent("mine");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void anEpochWithoutRecordsWritesNothing(Variant variant) throws IOException {
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      SinkMark empty = sink.checkpoint();
      assertThat(sink.checkpoint()).isEqualTo(empty);
      write(sink, 0, 1);
      SinkMark first = sink.checkpoint();
      assertThat(sink.checkpoint()).isEqualTo(first).isNotEqualTo(empty);
      write(sink, 1, 1);
      assertThat(sink.checkpoint()).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aMarkHoldsLengthAndChecksumOfEveryFile(Variant variant) throws IOException {
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      for (int i = 0; i < 40; i += 4) {
        write(sink, i, 4);
        for (FileMark file : sink.checkpoint().files()) {
          byte[] bytes = Files.readAllBytes(folder.resolve(file.path()));
          assertThat(file.length()).isEqualTo(bytes.length);
          assertThat(file.checksum()).isEqualTo(Hashing.xxh3_64().hashBytesToLong(bytes));
          assertThat(file.resume()).hasSizeLessThan(2_000);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatIsCommittedIsReadBackForProof(Variant variant) throws IOException {
    SinkMark mark;
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 20);
      sink.checkpoint();
      sink.write(Pages.posted());
      mark = sink.checkpoint();
      write(sink, 20, 3);
    }
    Proof proof = new Proof();

    variant.kind().reader().orElseThrow().read(folder, mark.files(), proof);

    List<String> keys =
        new ArrayList<>(urlsOf(0, 20).stream().map(url -> url + " null 1").toList());
    keys.add(Pages.url(3).href() + " " + Pages.posted().request() + " 1");
    assertThat(proof.keys).isEqualTo(keys);
    assertThat(proof.broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatWasDamagedIsToldByWhoReadsItBack(Variant variant) throws IOException {
    SinkMark mark = committedThenTorn(variant);
    FileMark last = last(mark);
    FileMark shorter = new FileMark(last.path(), last.length() - 9, last.checksum());
    Proof proof = new Proof();

    variant.kind().reader().orElseThrow().read(folder, List.of(shorter), proof);

    assertThat(proof.broken).isNotEmpty();
  }

  /** Remembers what is read back. */
  private static final class Proof implements RecordVisitor {
    private final List<String> keys = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {
      keys.add(url + " " + request + " " + visit);
    }

    @Override
    public void broken(Place place, String why) {
      broken.add(place + ": " + why);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aFileShorterThanCommittedIsAnErrorThatNamesIt(Variant variant) throws IOException {
    SinkMark mark = committedThenTorn(variant);
    FileMark last = last(mark);
    Path file = folder.resolve(last.path());
    Files.write(file, new byte[] {'{'}, StandardOpenOption.TRUNCATE_EXISTING);

    try (Sink again = variant.in(folder)) {
      assertThatThrownBy(() -> again.open(mark))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(last.length() - 1 + " bytes short")
          .hasMessageContaining("it has 1 of the " + last.length())
          .hasMessageContaining("bring the file back");
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void otherBytesAtTheEndThanCommittedAreAnErrorThatNamesTheFile(Variant variant)
      throws IOException {
    SinkMark mark = committedThenTorn(variant);
    FileMark last = last(mark);
    Path file = folder.resolve(last.path());
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) last.length() - 5] ^= 1;
    Files.write(file, bytes);

    try (Sink again = variant.in(folder)) {
      assertThatThrownBy(() -> again.open(mark))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("are not those that were committed");
    }
    assertThat(Files.size(file)).as("nothing is cut off a file in doubt").isEqualTo(bytes.length);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aMarkOfOtherFilesIsAnError(Variant variant) throws IOException {
    SinkMark foreign = new SinkMark(List.of(new FileMark("other.bin", 0, 0)));
    try (Sink sink = variant.in(folder)) {
      assertThatThrownBy(() -> sink.open(foreign))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other.bin");
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aMissingFolderIsMade(Variant variant) throws IOException {
    Path deeper = folder.resolve("a/b");
    try (Sink sink = variant.in(deeper)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 1);
      sink.checkpoint();
    }

    assertWritten(variant, deeper, urlsOf(0, 1));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aFolderThatCannotBeWrittenIsAnErrorThatNamesIt(Variant variant) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Sink sink = variant.in(file)) {
      assertThatThrownBy(() -> sink.open(SinkMark.NOTHING))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void closingTwiceIsClosingOnceAndNothingIsWrittenAfter(Variant variant) throws IOException {
    Sink sink = variant.in(folder);
    sink.open(SinkMark.NOTHING);
    write(sink, 0, 1);
    sink.close();
    sink.close();

    assertThatThrownBy(() -> write(sink, 1, 1)).isInstanceOf(IllegalStateException.class);
    assertWritten(variant, folder, urlsOf(0, 1));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void hostile30_aDiskThatFillsUpLeavesWholeRecordsAndAnError(Variant variant) throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "skipped: no /bin/sh to limit the size of a file");
    if (variant.options().rollBytes().isPresent()
        || variant.options().compression() == Compression.ZSTD) {
      return; // Rolled files never grow so long; the limit holds for zstd's own library as well.
    }
    Process filling =
        new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "ulimit -f 200 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FillingDisk.class.getName(),
                variant.kind().name(),
                variant.options().compression().name(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(filling.getInputStream().readAllBytes(), UTF_8);

    assertThat(filling.waitFor()).as(said).isZero();
    assertThat(Written.urls(variant.kind(), folder)).hasSizeGreaterThan(40);
  }

  /** Writes, in a process that may make no file longer than some 100 KB, until that fails. */
  static final class FillingDisk {
    private FillingDisk() {}

    public static void main(String[] args) throws IOException {
      SinkOptions options = SinkOptions.DEFAULT.withCompression(Compression.valueOf(args[1]));
      Path into = Path.of(args[2]);
      try (Sink sink = SinkKind.valueOf(args[0]).inFolder(into, options)) {
        sink.open(SinkMark.NOTHING);
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 100_000; i += 50) {
                    write(sink, i, 50);
                    sink.checkpoint();
                  }
                })
            .isInstanceOf(IOException.class)
            .hasMessageContaining("cannot write " + into);
        assertThatThrownBy(sink::checkpoint).hasMessageContaining("an earlier write failed");
      } catch (IOException stays) {
        assertThat(stays).hasMessageContaining("an earlier write failed");
      }
    }
  }

  /** Three pages committed, one more written after that, and half a record behind it. */
  private SinkMark committedThenTorn(Variant variant) throws IOException {
    SinkMark mark;
    try (Sink sink = variant.in(folder)) {
      sink.open(SinkMark.NOTHING);
      write(sink, 0, 3);
      mark = sink.checkpoint();
      write(sink, 3, 1);
    }
    for (FileMark file : List.of(last(mark), mark.files().get(mark.files().size() - 1))) {
      Files.writeString(folder.resolve(file.path()), "{\"half", StandardOpenOption.APPEND);
    }
    return mark;
  }

  /** The last file of pages. */
  private static FileMark last(SinkMark mark) {
    return mark.files().stream()
        .filter(file -> !file.path().startsWith("items-"))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  /** That these pages, and the item of each, were written. */
  private static void assertWritten(Variant variant, Path into, List<String> urls)
      throws IOException {
    assertThat(Written.urls(variant.kind(), into)).as("%s", into).isEqualTo(urls);
    if (variant.kind().writesItems()) {
      assertThat(Written.itemUrls(variant.kind(), into)).as("%s", into).isEqualTo(urls);
    }
  }

  private static long committedLength(SinkMark mark, String path) {
    return mark.files().stream()
        .filter(file -> file.path().equals(path))
        .mapToLong(FileMark::length)
        .findFirst()
        .orElse(0);
  }

  private static Set<Integer> places(long from, int to) {
    Set<Integer> places = new TreeSet<>();
    int count = (int) Math.min(CUTS_MAX, to - from + 1);
    for (int i = 0; i < count; i++) {
      places.add((int) (from + (to - from) * i / Math.max(1, count - 1)));
    }
    return places;
  }

  private static Map<String, byte[]> contents(Path from) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(from.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** The files as a crash leaves them: one cut, those after it as far as they were committed. */
  private static void restore(
      Map<String, byte[]> files, String cut, int at, SinkMark mark, Path into) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int order = file.getKey().compareTo(cut);
      int length = order < 0 ? file.getValue().length : at;
      if (order > 0) {
        length = (int) committedLength(mark, file.getKey());
      }
      if (order <= 0 || length > 0) {
        Path path = into.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, Arrays.copyOf(file.getValue(), length));
      }
    }
  }

  private static void write(Sink sink, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      sink.write(Pages.withItem(Pages.archived(i)));
    }
  }

  private static List<String> urlsOf(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Pages.url(i).href()).toList();
  }
}
