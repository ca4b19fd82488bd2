/**
 * A frontier's state on disk, in RocksDB. What lies there is told by {@link
 * dev.weft.frontier.rocksdb.Table}, table by table; the form of rows by {@code Rows}.
 *
 * <p>Start with {@link dev.weft.frontier.rocksdb.RocksDbState}. {@code DiskQueues} reads queues,
 * {@code EpochWriter} commits, {@code Database} is all that knows RocksDB.
 *
 * <p>Imports {@code frontier}, {@code url} and {@code page}. The crawl loop hands calls over to the
 * one thread {@code weft-store}, which does all input and output and is never waited for; opening,
 * recovering and reading happen on the caller's thread, before it starts.
 */
@NullMarked
package dev.weft.frontier.rocksdb;

import org.jspecify.annotations.NullMarked;
