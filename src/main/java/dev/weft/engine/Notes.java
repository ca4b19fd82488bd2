package dev.weft.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a crawl remembers beside its URLs, as short texts by name: those of earlier runs, and those
 * that changed since the last epoch. The loop's.
 */
final class Notes {
  private final TreeMap<String, String> recovered;
  private final boolean on;
  private Map<String, String> changed = new HashMap<>();
  private final List<Runnable> writers = new ArrayList<>();

  /** Goes on from the notes of earlier runs. */
  Notes(Map<String, String> recovered) {
    this(recovered, true);
  }

  private Notes(Map<String, String> recovered, boolean on) {
    this.recovered = new TreeMap<>(recovered);
    this.on = on;
  }

  /** Notes that nobody will ever take, so that none are kept. */
  static Notes off() {
    return new Notes(Map.of(), false);
  }

  /** Notes of earlier runs whose names begin so, by the rest of the name and in its order. */
  Map<String, String> recovered(String prefix) {
    Map<String, String> found = new TreeMap<>();
    recovered
        .subMap(prefix, prefix + Character.MAX_VALUE)
        .forEach((name, text) -> found.put(name.substring(prefix.length()), text));
    return found;
  }

  /** Writes a note, over an earlier one of its name. */
  void put(String name, String text) {
    if (on) {
      changed.put(name, text);
    }
  }

  /** Takes a note out. */
  void remove(String name) {
    put(name, "");
  }

  /** Runs this whenever notes are taken, before: it writes what would change too often. */
  void beforeTaking(Runnable writer) {
    writers.add(writer);
  }

  /** What changed since the last call. */
  Map<String, String> take() {
    writers.forEach(Runnable::run);
    Map<String, String> taken = changed;
    changed = new HashMap<>();
    return taken;
  }
}
