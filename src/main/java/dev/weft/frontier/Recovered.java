package dev.weft.frontier;

import dev.weft.url.Fingerprinter;
import dev.weft.url.NameNumbers;
import java.util.List;
import java.util.Map;

/**
 * What a state holds as of its last commit: all that a crawl needs to go on. URLs that were leased
 * or waited in memory then are queued.
 *
 * @param epoch the last epoch committed; 0 if there is none, and then nothing else either
 * @param fingerprinter of the key under which the seen set's fingerprints were made
 * @param seen the fingerprints of all URLs admitted, as many as fit; it belongs to the new frontier
 * @param queued how many URLs wait at which origin; it belongs to the new frontier, as do the next
 *     two
 * @param hosts the fingerprints of the names of all hosts that URLs were admitted of
 * @param hostPages by name, the pages fetched that count for a host's limit
 * @param notes see {@link Epoch}
 * @param files see {@link Epoch}
 */
public record Recovered(
    long epoch,
    Fingerprinter fingerprinter,
    SeenSet seen,
    long nextOrder,
    long finished,
    long pagesFetched,
    long wireBytes,
    long duplicates,
    NameNumbers queued,
    LongSet hosts,
    NameNumbers hostPages,
    Map<String, String> notes,
    List<OutputFile> files) {
  public Recovered {
    notes = Map.copyOf(notes);
    files = List.copyOf(files);
  }

  /** A crawl that has not begun. */
  public static Recovered nothing(Fingerprinter fingerprinter, SeenSet seen) {
    NameNumbers queued = new NameNumbers(fingerprinter);
    NameNumbers pages = new NameNumbers(fingerprinter);
    return new Recovered(
        0, fingerprinter, seen, 0, 0, 0, 0, 0, queued, new LongSet(), pages, Map.of(), List.of());
  }

  /** Whether a crawl was begun here. */
  public boolean isBegun() {
    return epoch > 0;
  }

  /** The URLs that wait, at all origins. */
  public long queuedUrls() {
    return queued.sum();
  }
}
