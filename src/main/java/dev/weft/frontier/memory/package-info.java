/**
 * A frontier's store in the heap, for crawls whose queues fit there. Nothing survives the process.
 *
 * <p>Start with {@link dev.weft.frontier.memory.MemoryFrontierStore}. Imports {@code frontier} and
 * {@code url}. Runs on the crawl loop; it answers through an executor all the same, so that a
 * frontier meets the same order of events as with a store on disk.
 */
@NullMarked
package dev.weft.frontier.memory;

import org.jspecify.annotations.NullMarked;
