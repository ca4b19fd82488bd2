/**
 * How gently each host is treated: crawl delay, requests in flight, retries, back-off.
 *
 * <p>Start with {@link dev.weft.politeness.Politeness}; {@link dev.weft.politeness.RetryTable} is
 * the one table of what is tried again, when, and what it costs the host. {@code Throttle} slows
 * down where a host is slow or fails; {@code ThroughputClimb} finds how much a site of one's own
 * can take. {@link dev.weft.politeness.HostLedger} keeps what was really done.
 *
 * <p>Imports {@code url} and {@code page}. Pure decisions on the crawl loop: the time is an
 * argument, chance is seeded, nothing waits.
 */
@NullMarked
package dev.weft.politeness;

import org.jspecify.annotations.NullMarked;
