package dev.weft.politeness;

/**
 * How fast a host may be asked: {@code delayNanos} from the end of an answer to the start of the
 * next request, {@code inFlightMax} requests at once; and where the delay comes from.
 */
public record Pace(long delayNanos, int inFlightMax, PaceSource source) {}
