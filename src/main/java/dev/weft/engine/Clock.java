package dev.weft.engine;

import java.time.Instant;

/** The two times a crawl goes by: a monotonic one for decisions, the wall's for records. */
interface Clock {
  /** Monotonic nanoseconds from an arbitrary start. */
  long nanos();

  /** The time of day. */
  Instant wall();

  /**
   * The machine's clocks; the monotonic one starts at 0, so its values compare without overflow.
   */
  Clock SYSTEM =
      new Clock() {
        private final long start = System.nanoTime();

        @Override
        public long nanos() {
          return System.nanoTime() - start;
        }

        @Override
        public Instant wall() {
          return Instant.now();
        }
      };
}
