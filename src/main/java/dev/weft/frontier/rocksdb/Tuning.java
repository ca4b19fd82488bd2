package dev.weft.frontier.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB is set up, and the native objects of that. One memory budget is for everything: the
 * block cache, in which also indexes, filters and write buffers are counted.
 */
final class Tuning implements AutoCloseable {
  private static final int FILTER_BITS = 10;
  private static final int SHARD_BITS = 2;
  private static final long FILE_BYTES = 64 << 20;
  private static final long LOG_FILE_BYTES = 1 << 20;

  private final List<RocksObject> natives = new ArrayList<>();
  private final Cache cache;
  private final WriteBufferManager buffers;
  private final long memoryBytes;

  Tuning(long memoryBytes) {
    this.memoryBytes = Math.max(memoryBytes, Limits.DEFAULT.memoryBytesMin());
    cache = owned(new LRUCache(this.memoryBytes, SHARD_BITS, false, 0.5));
    buffers = owned(new WriteBufferManager(this.memoryBytes / 2, cache));
  }

  /**
   * After a crash the log is read up to where it is torn; {@link StateFolder} knows whether what it
   * lost had been committed. A failed write is never tried again.
   */
  DBOptions database() {
    return owned(new DBOptions())
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWriteBufferManager(buffers)
        .setMaxTotalWalSize(Limits.DEFAULT.logBytesMax())
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxBgErrorResumeCount(0)
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(1 << 20)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(LOG_FILE_BYTES)
        .setStatsDumpPeriodSec(0);
  }

  ColumnFamilyOptions table(Table table) {
    BlockBasedTableConfig blocks =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setFormatVersion(5);
    ColumnFamilyOptions options =
        owned(new ColumnFamilyOptions())
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setLevelCompactionDynamicLevelBytes(true)
            .setTargetFileSizeBase(FILE_BYTES)
            .setWriteBufferSize(bufferBytes(table))
            .setMaxWriteBufferNumber(3);
    switch (table) {
      case URLS -> {
        blocks.setFilterPolicy(owned(new BloomFilter(FILTER_BITS))).setPartitionFilters(true);
        options.setCompressionType(CompressionType.NO_COMPRESSION);
      }
      case SEEN -> {
        blocks.setBlockSize(64 << 10);
        options.setCompressionType(CompressionType.NO_COMPRESSION);
      }
      case ENDS, QUEUE -> blocks.setBlockSize(16 << 10);
      case META, ORIGINS, HOSTS -> {}
    }
    if (table.isSums()) {
      options.setMergeOperatorName("uint64add");
    }
    return options.setTableFormatConfig(blocks);
  }

  private long bufferBytes(Table table) {
    return switch (table) {
      case QUEUE, URLS -> memoryBytes / 8;
      case ENDS, SEEN -> memoryBytes / 16;
      case META, ORIGINS, HOSTS -> memoryBytes / 32;
    };
  }

  private <T extends RocksObject> T owned(T part) {
    natives.add(part);
    return part;
  }

  @Override
  public void close() {
    for (int i = natives.size() - 1; i >= 0; i--) {
      natives.get(i).close();
    }
    natives.clear();
  }
}
