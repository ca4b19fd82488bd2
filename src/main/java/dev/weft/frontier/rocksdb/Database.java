package dev.weft.frontier.rocksdb;

import dev.weft.frontier.StateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The tables in their folder, with every native object that belongs to them. What fails throws
 * {@link StateException} with what to do. One thread at a time.
 */
final class Database implements AutoCloseable {
  private static final int READ_AHEAD_BYTES = 2 << 20;

  private final Path folder;
  private final Tuning tuning;
  private final WriteOptions synced;
  private final Map<Table, ColumnFamilyHandle> handles = new EnumMap<>(Table.class);
  private final RocksDB db;
  private boolean closed;

  /** Something done with one row. */
  interface RowConsumer {
    /** Takes a row; false if it needs no more. */
    boolean accept(byte[] key, byte[] value);
  }

  private Database(Path folder, long memoryBytes, boolean readOnly) throws RocksDBException {
    this.folder = folder;
    tuning = new Tuning(memoryBytes);
    DBOptions options = tuning.database();
    List<ColumnFamilyDescriptor> tables = new ArrayList<>();
    for (Table table : Table.values()) {
      tables.add(new ColumnFamilyDescriptor(table.id(), tuning.table(table)));
    }
    synced = new WriteOptions().setSync(true);
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try {
      db =
          readOnly
              ? RocksDB.openReadOnly(options, folder.toString(), tables, opened)
              : RocksDB.open(options, folder.toString(), tables, opened);
    } catch (RocksDBException e) {
      closeOptions();
      throw e;
    }
    Iterator<ColumnFamilyHandle> next = opened.iterator();
    for (Table table : Table.values()) {
      handles.put(table, next.next());
    }
  }

  /** Opens what is there; what is not is made, unless it is only to be read. */
  static Database open(Path folder, long memoryBytes, boolean readOnly) {
    try {
      return new Database(folder, memoryBytes, readOnly);
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be opened", e);
    }
  }

  byte @Nullable [] get(Table table, byte[] key) {
    try {
      return db.get(handle(table), key);
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be read", e);
    }
  }

  /** Looks up keys, which are sorted; null where there is no row. */
  List<byte @Nullable []> getAll(Table table, List<byte[]> keys) {
    List<ColumnFamilyHandle> tables = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      tables.add(handle(table));
    }
    try {
      return db.multiGetAsList(tables, keys);
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be read", e);
    }
  }

  /** Gives every row of a table in order, past the cache. */
  void scan(Table table, RowConsumer consumer) {
    try (ReadOptions options = new ReadOptions().setFillCache(false)) {
      options.setReadaheadSize(READ_AHEAD_BYTES);
      try (RocksIterator rows = db.newIterator(handle(table), options)) {
        rows.seekToFirst();
        each(table, rows, consumer);
      }
    }
  }

  /** Gives the rows of a table from one key up to another that is not among them. */
  void scan(Table table, byte[] from, byte[] to, RowConsumer consumer) {
    scan(table, from, to, true, consumer);
  }

  /** The same past the cache, for rows that are not read again soon. */
  void scanOnce(Table table, byte[] from, byte[] to, RowConsumer consumer) {
    scan(table, from, to, false, consumer);
  }

  private void scan(Table table, byte[] from, byte[] to, boolean fillCache, RowConsumer consumer) {
    try (Slice end = new Slice(to);
        ReadOptions options = new ReadOptions().setIterateUpperBound(end).setFillCache(fillCache);
        RocksIterator rows = db.newIterator(handle(table), options)) {
      rows.seek(from);
      each(table, rows, consumer);
    }
  }

  /** About how many bytes the rows of a table take, wherever they are; it looks at none. */
  long bytes(Table table) {
    try {
      return db.getLongProperty(handle(table), "rocksdb.live-sst-files-size")
          + db.getLongProperty(handle(table), "rocksdb.cur-size-all-mem-tables");
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be read", e);
    }
  }

  private void each(Table table, RocksIterator rows, RowConsumer consumer) {
    try {
      while (rows.isValid() && consumer.accept(rows.key(), rows.value())) {
        rows.next();
      }
      rows.status();
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be read", e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw unreadable(table, e);
    }
  }

  /** A row is not as it was written. */
  StateException unreadable(Table table, RuntimeException why) {
    String name = table.name().toLowerCase(Locale.ROOT);
    return new StateException(
        folder
            + ": a row of the table "
            + name
            + " is not readable ("
            + why.getMessage()
            + "); restore the folder from a copy, or start over with --fresh",
        why);
  }

  ColumnFamilyHandle handle(Table table) {
    return Objects.requireNonNull(handles.get(table));
  }

  /** Writes a batch so that it survives, as a whole or not at all. */
  void write(WriteBatch batch) {
    try {
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be written", e);
    }
  }

  /** Fills a batch; what it throws is told like what writing throws. */
  void write(BatchFiller filler) {
    try (WriteBatch batch = new WriteBatch()) {
      filler.fill(batch);
      write(batch);
    } catch (RocksDBException e) {
      throw broken(folder, "cannot be written", e);
    }
  }

  /** Something that puts rows into a batch. */
  interface BatchFiller {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  private static StateException broken(Path folder, String what, RocksDBException why) {
    return new StateException(
        folder + " " + what + ": " + Trouble.reason(why) + "; " + Trouble.remedy(what, why), why);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      handles.values().forEach(ColumnFamilyHandle::close);
      db.close();
      closeOptions();
    }
  }

  private void closeOptions() {
    synced.close();
    tuning.close();
  }
}
