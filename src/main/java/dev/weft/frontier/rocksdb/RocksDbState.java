package dev.weft.frontier.rocksdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.frontier.Ends;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.LongSet;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SeenSet;
import dev.weft.frontier.StateException;
import dev.weft.url.Fingerprinter;
import dev.weft.url.NameNumbers;
import dev.weft.url.Origin;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/**
 * The state of a crawl in a folder. One process at a time may have it open, which is the caller's
 * to see to; reading alone disturbs nobody, but sees what was committed when it was opened.
 *
 * <p>Methods are called by one thread at a time.
 */
public final class RocksDbState implements FrontierState {
  /** What one commit may take at the end: a disk that hangs longer is given up. */
  private static final long CLOSE_SECONDS = 60;

  /** A run puts files away once in many seconds, and it takes less than one to open a state. */
  private static final int READ_TRIES_MAX = 3;

  private final StateFolder folder;
  private final boolean readOnly;
  private final int cursorsMax;
  private final Database db;
  private final Rows rows = new Rows();
  private Totals totals;
  private @Nullable ExecutorService storeThread;
  private @Nullable FileChannel committed;
  private @Nullable SeenSet lastSeen;
  private long lastSeenBytesMax;
  private boolean closed;

  private RocksDbState(StateFolder folder, long memoryBytes, int cursorsMax, boolean readOnly) {
    this.folder = folder;
    this.cursorsMax = cursorsMax;
    this.readOnly = readOnly;
    loadLibrary();
    // Read first: a run may commit while its state is opened for reading.
    OptionalLong known = folder.lastCommitted();
    db = Database.open(folder.database(), memoryBytes, readOnly);
    try {
      byte[] row = db.get(Table.META, MetaKeys.EPOCH);
      totals = row == null ? Totals.NOTHING : Rows.totals(row);
      folder.requireEpoch(totals.epoch(), known);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      db.close();
      throw db.unreadable(Table.META, e);
    } catch (StateException e) {
      db.close();
      throw e;
    }
  }

  /**
   * Loads the native library, once a process: a sixth of a second, which may pass beside other work
   * at start, on any thread.
   */
  public static void loadLibrary() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | LinkageError e) {
      throw new StateException(
          "RocksDB's native library cannot be loaded: "
              + e.getMessage()
              + "; use a platform that has one, or --state none",
          e);
    }
  }

  /** Whether a folder holds a state, readable or not. */
  public static boolean isIn(Path stateFolder) {
    return new StateFolder(stateFolder).isThere();
  }

  /**
   * Opens the state in a folder to go on with it, or begins one. {@code memoryBytes} is what caches
   * and buffers may take off the heap.
   */
  public static RocksDbState open(Path stateFolder, long memoryBytes) {
    return open(stateFolder, memoryBytes, Limits.DEFAULT.cursorsMax());
  }

  /** The same, which remembers of so many origins how far they were read. */
  static RocksDbState open(Path stateFolder, long memoryBytes, int cursorsMax) {
    StateFolder folder = new StateFolder(stateFolder);
    folder.prepare();
    return new RocksDbState(folder, memoryBytes, cursorsMax, false);
  }

  /**
   * Opens the state in a folder only to read it. A run that writes may put away a file just when it
   * is to be read, and what that looks like is damage: so damage is believed when it is seen again
   * and again.
   */
  public static RocksDbState openForReading(Path stateFolder) {
    StateFolder folder = new StateFolder(stateFolder);
    folder.check();
    return believed(() -> new RocksDbState(folder, 0, Limits.DEFAULT.cursorsMax(), true));
  }

  static <T> T believed(Supplier<T> opening) {
    return believed(opening, READ_TRIES_MAX);
  }

  private static <T> T believed(Supplier<T> opening, int triesLeft) {
    try {
      return opening.get();
    } catch (StateException e) {
      if (triesLeft == 1) {
        throw e;
      }
      return believed(opening, triesLeft - 1);
    }
  }

  @Override
  public Recovered recover(long seenBytesMax) {
    Fingerprinter fingerprinter = fingerprinter();
    NameNumbers hostPages = new NameNumbers(fingerprinter);
    db.scan(Table.HOSTS, (key, value) -> put(hostPages, key, value));
    NameNumbers queued = new NameNumbers(fingerprinter);
    LongSet hosts = new LongSet();
    db.scan(
        Table.ORIGINS,
        (key, value) -> {
          hosts.add(fingerprinter.fingerprint(hostOf(new String(key, ISO_8859_1))));
          return put(queued, key, value);
        });
    return new Recovered(
        totals.epoch(),
        fingerprinter,
        seen(seenBytesMax, fingerprintsMax(queued.sum())),
        totals.nextOrder(),
        totals.finished(),
        totals.pagesFetched(),
        totals.wireBytes(),
        totals.duplicates(),
        queued,
        hosts,
        hostPages,
        notes(),
        files());
  }

  private Map<String, String> notes() {
    Map<String, String> notes = new HashMap<>();
    scanMeta(MetaKeys.NOTE, (name, value) -> notes.put(name, new String(value, UTF_8)));
    return notes;
  }

  private List<OutputFile> files() {
    List<OutputFile> files = new ArrayList<>();
    scanMeta(
        MetaKeys.FILE,
        (name, value) -> {
          int end = name.indexOf('\0');
          files.add(Rows.file(name.substring(0, end), name.substring(end + 1), value));
        });
    return files;
  }

  /** Gives the single rows whose names begin so, by the rest of their names. */
  private void scanMeta(String beginning, BiConsumer<String, byte[]> consumer) {
    db.scan(
        Table.META,
        (key, value) -> {
          String name = new String(key, UTF_8);
          if (name.startsWith(beginning)) {
            consumer.accept(name.substring(beginning.length()), value);
          }
          return true;
        });
  }

  private static boolean put(NameNumbers numbers, byte[] key, byte[] value) {
    numbers.put(new String(key, ISO_8859_1), Rows.sum(value));
    return true;
  }

  /** The host in an origin's text, between the slashes and the port. */
  private static String hostOf(String origin) {
    int start = origin.indexOf("//") + 2;
    int end = origin.lastIndexOf(':');
    return origin.substring(start, end > start && !origin.endsWith("]") ? end : origin.length());
  }

  @Override
  public void eachOrigin(ObjLongConsumer<Origin> consumer) {
    db.scan(
        Table.ORIGINS,
        (key, value) -> {
          long count = Rows.sum(value);
          if (count != 0) {
            consumer.accept(Rows.origin(key), count);
          }
          return true;
        });
  }

  /**
   * The most fingerprints that may be there: no more than visits, and where pages are visited again
   * and again no more than their table has room for.
   */
  private long fingerprintsMax(long queued) {
    return Math.min(queued + totals.finished(), db.bytes(Table.SEEN) / Long.BYTES);
  }

  /** Read once where no frontier has begun to add to it: a revisit recovers twice. */
  private SeenSet seen(long bytesMax, long expected) {
    SeenSet before = lastSeen;
    if (before != null && lastSeenBytesMax == bytesMax && storeThread == null) {
      return before;
    }
    SeenSet seen = read(new SeenSet(bytesMax, expected));
    lastSeen = seen;
    lastSeenBytesMax = bytesMax;
    return seen;
  }

  private SeenSet read(SeenSet seen) {
    long[] batch = new long[Limits.DEFAULT.seenAtOnce()];
    int[] size = {0};
    db.scan(
        Table.SEEN,
        (key, value) -> {
          RowReader pack = new RowReader(value, 0);
          while (!pack.isAtEnd() && !seen.isFull()) {
            batch[size[0]++] = pack.fixedLong();
            if (size[0] == batch.length) {
              seen.addAll(batch, batch.length);
              size[0] = 0;
            }
          }
          return !seen.isFull();
        });
    seen.addAll(batch, size[0]);
    return seen;
  }

  /** The fingerprinter of the key that is there, or of a new one. */
  private Fingerprinter fingerprinter() {
    byte[] key = db.get(Table.META, MetaKeys.KEY);
    if (key == null && totals.epoch() > 0) {
      throw db.unreadable(Table.META, new IllegalArgumentException("the key is missing"));
    }
    if (key == null) {
      byte[] fresh = new byte[16];
      new SecureRandom().nextBytes(fresh);
      key = fresh;
      if (!readOnly) {
        db.write(batch -> batch.put(db.handle(Table.META), MetaKeys.KEY, fresh));
      }
    }
    RowReader in = new RowReader(key, 0);
    return new Fingerprinter(in.fixedLong(), in.fixedLong());
  }

  @Override
  public FrontierStore store(Executor crawlLoop, Consumer<StateException> onFailure) {
    if (readOnly || storeThread != null) {
      throw new IllegalStateException("only one store, of a state opened to go on with");
    }
    FileChannel note = folder.openCommitted();
    committed = note;
    ExecutorService thread =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "weft-store"));
    storeThread = thread;
    DiskQueues queues = new DiskQueues(db, totals.nextOrder(), cursorsMax);
    return new RocksDbStore(
        thread,
        crawlLoop,
        onFailure,
        queues,
        new EpochWriter(db, queues, totals, files()),
        new EndReader(db),
        done -> folder.note(note, done.epoch()));
  }

  @Override
  public Optional<QueuedUrl> queued(Origin origin, long fingerprint) {
    byte[] prefix = Rows.queuePrefix(origin);
    List<QueuedUrl> found = new ArrayList<>();
    db.scan(
        Table.QUEUE,
        prefix,
        Rows.queueEnd(prefix),
        (key, value) -> {
          QueuedUrl url = rows.queued(key, value);
          if (url.candidate().fingerprint() == fingerprint) {
            found.add(url);
          }
          return found.isEmpty();
        });
    return found.stream().findFirst();
  }

  @Override
  public Optional<FinishedUrl> finished(long fingerprint) {
    byte[] number = db.get(Table.URLS, rows.number(fingerprint));
    if (number == null || number.length == 0) {
      return Optional.empty();
    }
    byte[] end = db.get(Table.ENDS, number);
    try {
      return Optional.of(rows.end(Objects.requireNonNull(end, "an end is missing")));
    } catch (RuntimeException e) {
      throw db.unreadable(Table.ENDS, e);
    }
  }

  @Override
  public Ends ends(long from, long until, int endsMax) {
    return new EndReader(db).read(from, until, endsMax);
  }

  @Override
  public void beginRun(Map<String, String> notes) {
    if (readOnly || storeThread != null) {
      throw new IllegalStateException("a run begins before its store, in a state to go on with");
    }
    Totals next = totals.beginningAnew();
    db.write(
        batch -> {
          batch.deleteRange(db.handle(Table.HOSTS), new byte[0], new byte[] {(byte) 0xff});
          EpochWriter.putNotes(db, batch, notes);
          batch.put(db.handle(Table.META), MetaKeys.EPOCH, rows.totals(next));
        });
    totals = next;
  }

  @Override
  public void eachQueued(Consumer<QueuedUrl> consumer) {
    db.scan(
        Table.QUEUE,
        (key, value) -> {
          consumer.accept(rows.queued(key, value));
          return true;
        });
  }

  @Override
  public void eachFinished(Consumer<FinishedUrl> consumer) {
    db.scan(
        Table.ENDS,
        (key, value) -> {
          consumer.accept(rows.end(value));
          return true;
        });
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (storeThread != null && !hasEnded(storeThread)) {
      // Its objects are in use: they go with the process.
      return;
    }
    db.close();
    try {
      if (committed != null) {
        committed.close();
      }
    } catch (IOException e) {
      throw new StateException("a file of the state cannot be closed: " + e.getMessage(), e);
    }
  }

  private static boolean hasEnded(ExecutorService thread) {
    thread.shutdown();
    try {
      return thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
