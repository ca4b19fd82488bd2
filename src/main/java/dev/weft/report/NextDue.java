package dev.weft.report;

import dev.weft.url.HostName;
import java.time.Instant;
import java.util.Optional;

/**
 * The host that is asked next, as things stand, and what it waits for: {@code turn}, {@code
 * budget}, {@code delay}, {@code rest}, {@code retry}, {@code postponed}, {@code preparing}, {@code
 * inFlight}, {@code address}, {@code store} or {@code hostPages}. {@code at} is when time alone
 * ends that, which may be past; empty where something else must happen first.
 */
public record NextDue(HostName host, String waitsFor, Optional<Instant> at) {}
