package dev.weft.engine;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.fetch.Fetcher;
import dev.weft.frontier.FrontierStore;
import dev.weft.frontier.SeenSet;
import dev.weft.parse.ContentParser;
import dev.weft.sink.Sink;
import dev.weft.url.Fingerprinter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The parts a crawl is put together from. {@code mailbox} runs tasks on the loop and {@code
 * sinkThread} one after another on the sinks' thread; in a simulation both are the same virtual
 * thread. The parser was told of {@code seen} and {@code fingerprinter} as {@link
 * dev.weft.parse.KnownLinks}. {@code jitter} spreads retries.
 */
record CrawlParts(
    Clock clock,
    Executor mailbox,
    Executor sinkThread,
    Fetcher fetcher,
    Resolver resolver,
    AddressPolicy addresses,
    ContentParser parser,
    FrontierStore store,
    SeenSet seen,
    Fingerprinter fingerprinter,
    RandomGenerator jitter,
    List<Sink> sinks) {}
