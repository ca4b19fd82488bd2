/** The frontier's contracts, run on the state on disk, and what can happen to a disk. */
@NullMarked
package dev.weft.frontier.rocksdb;

import org.jspecify.annotations.NullMarked;
