package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.SinkKind.Option;
import dev.weft.page.ItemType;
import dev.weft.sink.Compression;
import dev.weft.sink.Pages;
import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import dev.weft.sink.SinkOptions;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import dev.weft.sink.contract.SinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of sinks, {@link SinkContract}, for every kind there is, with every compression it
 * knows, and rolled; and what Weft's own keep beyond that.
 */
final class SinkContractTest {
  private static final Path SHELL = Path.of("/bin/sh");

  /** So small that a few records fill a file. */
  private static final int ROLL_BYTES = 2_000;

  /** Each page that {@link #write} writes has an item of it. */
  private static final List<ItemType> TYPES = List.of(new ItemType("thing", List.of("name")));

  @TempDir private Path folder;

  /** A kind of sink with options. */
  record Variant(SinkKind kind, SinkOptions options) implements SinkProvider {
    Sink in(Path into) {
      return kind.inFolder(into, options, TYPES);
    }

    SinkContract contract(Path scratch) {
      return SinkContract.readBy(
          this, Map.of(), scratch, (into, mark) -> SinkContractTest.written(this, into));
    }

    @Override
    public String code() {
      return kind.code();
    }

    @Override
    public Sink open(SinkPlace place) {
      return kind.inFolder(place.folder(), options, place.items());
    }

    @Override
    public Optional<RecordReader> reader() {
      return kind.reader();
    }

    @Override
    public List<String> writtenIn(Path into) throws IOException {
      return SinkKind.writtenIn(into);
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

  /** The rules that are published for sinks of others. */
  @TestFactory
  Stream<DynamicNode> hostile30_everyRuleOfTheContract() {
    return variants()
        .map(
            variant ->
                DynamicContainer.dynamicContainer(
                    variant.toString(),
                    variant.contract(folder.resolve(variant.toString())).rules().stream()
                        .map(rule -> DynamicTest.dynamicTest(rule.name(), rule::check))));
  }

  @Test
  void aSinkBuiltForAnotherVersionIsToldOfWithTheRulesItBreaks() {
    SinkProvider misbuilt =
        new SinkProvider() {
          @Override
          public String code() {
            return "misbuilt";
          }

          @Override
          public Sink open(SinkPlace place) {
            throw new NoSuchMethodError("gone()");
          }
        };
    SinkContract contract =
        SinkContract.readBy(misbuilt, Map.of(), folder, (into, mark) -> List.of());

    assertThatThrownBy(contract::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("holds what is committed: java.lang.NoSuchMethodError: gone()");
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
  void whatWasDamagedIsToldByWhoReadsItBack(Variant variant) throws IOException {
    SinkMark mark = committedThenTorn(variant);
    FileMark last = last(mark);
    FileMark shorter = new FileMark(last.path(), last.length() - 9, last.checksum());
    Proof proof = new Proof();

    variant.kind().reader().orElseThrow().read(folder, List.of(shorter), proof);

    assertThat(proof.broken).isNotEmpty();
  }

  /** Remembers what is broken in what is read back. */
  private static final class Proof implements RecordVisitor {
    private final List<String> broken = new ArrayList<>();

    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {}

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

  /** The URLs that were written, read by others; each ordinary page has an item with its URL. */
  private static List<String> written(Variant variant, Path into) throws IOException {
    List<String> urls = Written.urls(variant.kind(), into);
    if (variant.kind().writesItems()) {
      List<String> ordinary = urls.stream().filter(url -> url.contains("/page/")).toList();
      assertThat(Written.itemUrls(variant.kind(), into)).isSubsetOf(ordinary);
      if (ordinary.equals(urls)) {
        assertThat(Written.itemUrls(variant.kind(), into)).isEqualTo(urls);
      }
    }
    return urls;
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

  private static void write(Sink sink, int from, int count) throws IOException {
    for (int i = from; i < from + count; i++) {
      sink.write(Pages.withItem(Pages.archived(i)));
    }
  }

  private static List<String> urlsOf(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Pages.url(i).href()).toList();
  }
}
