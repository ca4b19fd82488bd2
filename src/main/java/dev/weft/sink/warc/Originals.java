package dev.weft.sink.warc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payloads written in this run, by digest, so that the same one need not be written again. It
 * is not kept over a restart: what comes again after that is written once more.
 */
final class Originals {
  private final Map<String, Original> byDigest;

  /** The record a payload is in. */
  record Original(UUID record, String url, Instant date) {}

  Originals(int most) {
    byDigest =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Original> eldest) {
            return size() > most;
          }
        };
  }

  /** Where this payload is already; null if nowhere. */
  @Nullable Original find(String digest) {
    return byDigest.get(digest);
  }

  void add(String digest, Original original) {
    byDigest.put(digest, original);
  }
}
