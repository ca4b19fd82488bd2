package dev.weft.engine;

import dev.weft.dns.AddressPolicy;
import dev.weft.dns.Resolver;
import dev.weft.fetch.Fetcher;
import dev.weft.parse.ContentParser;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The parts a crawl is put together from. {@code mailbox} runs tasks on the loop and {@code
 * sinkThread} one after another on the sinks' thread, {@code sitemapThread} on that which reads
 * sitemaps; in a simulation all are the same virtual thread. The parser was told of what {@code
 * storage} recovered as {@link dev.weft.parse.KnownLinks}. {@code jitter} spreads retries. {@code
 * hooks} and {@code outlet} are there if the user has some and takes pages.
 */
record CrawlParts(
    Clock clock,
    Executor mailbox,
    Executor sinkThread,
    Executor sitemapThread,
    Fetcher fetcher,
    Resolver resolver,
    AddressPolicy addresses,
    ContentParser parser,
    Storage storage,
    RandomGenerator jitter,
    @Nullable HookDesk hooks,
    @Nullable PageOutlet outlet) {}
