package dev.weft.frontier.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.frontier.ArrivingAnswers;
import dev.weft.frontier.Changes;
import dev.weft.frontier.Epoch;
import dev.weft.frontier.FrontierLimits;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.HostPace;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.StateDesk;
import dev.weft.frontier.StateException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk, a power failure or another version can do to a state. */
final class DamageTest {
  private static final long MEMORY_BYTES = 16 << 20;
  private static final long SEED = 99;

  @TempDir private Path folder;

  private Path state() {
    return folder.resolve("state");
  }

  private StateDesk desk() throws Exception {
    return new StateDesk(
        () -> RocksDbState.open(state(), MEMORY_BYTES),
        FrontierLimits.of(1_000, 100),
        new HostPace(0, 1),
        Long.MAX_VALUE);
  }

  private static void admit(StateDesk desk, int from, int to) {
    for (int i = from; i < to; i++) {
      desk.admit("http://a.test/page-" + i);
    }
  }

  /** A closed state of two epochs of a thousand URLs. */
  private void makeState() throws Exception {
    try (StateDesk desk = desk()) {
      admit(desk, 0, 1_000);
      desk.commit();
      admit(desk, 1_000, 2_000);
      desk.commit();
    }
  }

  private static Recovered recovered(Path state) {
    try (RocksDbState opened = RocksDbState.open(state, MEMORY_BYTES)) {
      Recovered recovered = opened.recover(Long.MAX_VALUE);
      List<String> read = new ArrayList<>();
      opened.eachQueued(url -> read.add(url.candidate().url().href()));
      assertThat(read).hasSize((int) recovered.queuedUrls()).doesNotHaveDuplicates();
      return recovered;
    }
  }

  @Test
  void aPowerFailureLeavesAnEpochAndNothingBetween() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (StateDesk desk = desk()) {
      admit(desk, 0, 300);
      desk.commit();
      Path before = folder.resolve("before");
      StateCopy.copy(state(), before);
      long synced = Files.size(StateCopy.files(before, ".log").get(0));
      admit(desk, 300, 500);
      desk.finish(desk.lease());
      desk.commit();
      long current = Files.size(StateCopy.files(state(), ".log").get(0));
      assertThat(current).isGreaterThan(synced + 1_000);

      for (int i = 0; i < 40; i++) {
        long length = i == 0 ? synced : i == 1 ? current : random.nextLong(synced, current);
        Path copy = folder.resolve("cut-" + i);
        StateCopy.copy(state(), copy);
        Files.copy(
            before.resolve("committed"),
            copy.resolve("committed"),
            StandardCopyOption.REPLACE_EXISTING);
        cut(StateCopy.files(copy, ".log").get(0), length);

        Recovered found = recovered(copy);

        boolean isWhole = length == current;
        assertThat(found.epoch()).as("cut to %d", length).isEqualTo(isWhole ? 2 : 1);
        assertThat(found.queuedUrls()).isEqualTo(isWhole ? 499 : 300);
        assertThat(found.finished()).isEqualTo(isWhole ? 1 : 0);
        assertThat(found.seen().size()).isEqualTo(isWhole ? 500 : 300);
        StateCopy.delete(copy);
      }
    }
  }

  @Test
  void aLogThatLostWhatWasCommittedIsRefused() throws Exception {
    try (StateDesk desk = desk()) {
      admit(desk, 0, 300);
      desk.commit();
      long first = Files.size(StateCopy.files(state(), ".log").get(0));
      admit(desk, 300, 600);
      desk.commit();
      Path cut = folder.resolve("cut");
      StateCopy.copy(state(), cut);
      cut(StateCopy.files(cut, ".log").get(0), first + 100);
      Path flipped = folder.resolve("flipped");
      StateCopy.copy(state(), flipped);
      flip(StateCopy.files(flipped, ".log").get(0), first / 2);

      assertThatThrownBy(() -> recovered(cut))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("up to epoch 1, but 2 had been")
          .hasMessageContaining(cut.toString())
          .hasMessageContaining("--fresh");
      assertThatThrownBy(() -> recovered(flipped))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("its log is damaged");
    }
  }

  @Test
  void aFlippedByteInATableIsToldAndNotRead() throws Exception {
    makeState();
    recovered(state()); // what the log held is in tables now
    List<Path> tables = StateCopy.files(state(), ".sst");
    assertThat(tables).isNotEmpty();
    for (Path table : tables) {
      flip(table, 40);
    }

    assertThatThrownBy(() -> recovered(state()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(state().toString())
        .hasMessageContaining("what is there is damaged (")
        .hasMessageEndingWith("; restore the folder from a copy, or start over with --fresh")
        .hasMessageNotContainingAny(".;", "\n");
  }

  @Test
  void aMissingTableIsTold() throws Exception {
    makeState();
    recovered(state());
    Files.delete(StateCopy.files(state(), ".sst").get(0));

    assertThatThrownBy(() -> recovered(state()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(".sst")
        .hasMessageContaining("--fresh");
  }

  @Test
  void whatLooksDamagedBesideARunIsBelievedOnlyWhenItStaysSo() {
    AtomicInteger tries = new AtomicInteger();
    String opened =
        RocksDbState.believed(
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new StateException("a file is gone");
              }
              return "opened";
            });
    assertThat(opened).isEqualTo("opened");
    assertThatThrownBy(
            () ->
                RocksDbState.believed(
                    () -> {
                      throw new StateException("try " + tries.incrementAndGet());
                    }))
        .isInstanceOf(StateException.class)
        .hasMessage("try 6");
  }

  @Test
  void aRuinedManifestIsTold() throws Exception {
    makeState();
    Files.writeString(state().resolve("rocksdb/CURRENT"), "MANIFEST-999999\n");

    assertThatThrownBy(() -> recovered(state()))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aStateThatDoesNotNameItsLastEpochIsRefused() throws Exception {
    makeState();
    Path committed = state().resolve("committed");
    String whole = Files.readString(committed);
    for (String damaged : List.of("", "garbage", "\u0000".repeat(21))) {
      Files.writeString(committed, damaged);
      assertThatThrownBy(() -> recovered(state()))
          .isInstanceOf(StateException.class)
          .hasMessageStartingWith(committed + " does not name the last epoch")
          .hasMessageContaining("write 2 into it");
    }
    Files.delete(committed);
    assertThatThrownBy(() -> RocksDbState.openForReading(state()))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith(committed + " does not name the last epoch");

    Files.writeString(committed, "2");
    assertThat(recovered(state()).epoch()).isEqualTo(2);
    assertThat(whole).isEqualTo("00000000000000000002\n");
  }

  @Test
  void anotherVersionIsRefusedAndLeftAlone() throws Exception {
    makeState();
    for (String other : List.of("weft-state 2", "", "garbage \u0001", "x".repeat(500))) {
      Files.writeString(state().resolve("version"), other);
      assertThatThrownBy(() -> RocksDbState.open(state(), MEMORY_BYTES))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("this Weft reads only `weft-state 1`");
      assertThatThrownBy(() -> RocksDbState.openForReading(state()))
          .isInstanceOf(StateException.class);
    }
    Files.delete(state().resolve("version"));
    assertThatThrownBy(() -> RocksDbState.open(state(), MEMORY_BYTES))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("no file `version`");

    Files.writeString(state().resolve("version"), "weft-state 1\n");
    assertThat(recovered(state()).queuedUrls()).isEqualTo(2_000);
  }

  @Test
  void readingChangesNothing() throws Exception {
    makeState();
    List<Path> before = StateCopy.files(state(), "");

    try (RocksDbState opened = RocksDbState.openForReading(state())) {
      assertThat(opened.recover(1).queuedUrls()).isEqualTo(2_000);
      assertThatThrownBy(() -> opened.store(Runnable::run, problem -> {}))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(StateCopy.files(state(), ".log")).isEqualTo(filter(before, ".log"));
    assertThat(StateCopy.files(state(), ".sst")).isEqualTo(filter(before, ".sst"));
  }

  private static List<Path> filter(List<Path> files, String end) {
    return files.stream().filter(file -> file.toString().endsWith(end)).toList();
  }

  @Test
  void aFailureIsToldOnceAndNothingIsCommittedAfterIt() throws Exception {
    ArrivingAnswers loop = new ArrivingAnswers();
    List<StateException> told = new ArrayList<>();
    Changes none = new Changes(List.of(), List.of(), List.of(), 0, 0, 0, 0);
    try (RocksDbState state = RocksDbState.open(state(), MEMORY_BYTES)) {
      state.recover(1);
      FrontierStore store = state.store(loop, told::add);
      store.commit(new Epoch(7, none, Map.of(), List.of()), done -> told.clear());
      store.commit(new Epoch(1, none, Map.of(), List.of()), done -> told.clear());
    }
    loop.runArrived();

    assertThat(told).hasSize(1);
    assertThat(recovered(state()).epoch()).isZero();
  }

  @Test
  void closingDoesWhatWasAskedAndEndsTheThread() throws Exception {
    ArrivingAnswers loop = new ArrivingAnswers();
    RocksDbState state = RocksDbState.open(state(), MEMORY_BYTES);
    state.recover(1);
    FrontierStore store = state.store(loop, problem -> {});
    Changes none = new Changes(List.of(), List.of(), List.of(), 0, 0, 0, 0);
    store.commit(new Epoch(1, none, Map.of("a", "b"), List.of()), done -> {});

    state.close();
    state.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("weft-store") && thread.isAlive());
    assertThat(recovered(state()).notes()).containsEntry("a", "b");
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(length);
    }
  }

  private static void flip(Path file, long place) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(place);
      int there = open.read();
      open.seek(place);
      open.write(there ^ 0x40);
    }
  }
}
