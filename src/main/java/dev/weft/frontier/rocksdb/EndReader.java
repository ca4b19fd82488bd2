package dev.weft.frontier.rocksdb;

import dev.weft.frontier.Ends;
import dev.weft.frontier.FinishedUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how visits ended, and which of the ends are the last of their URL. One thread. */
final class EndReader {
  private static final Comparator<Ends.Numbered> BY_FINGERPRINT =
      (one, other) -> Long.compareUnsigned(fingerprint(one), fingerprint(other));

  private final Database db;
  private final Rows rows = new Rows();

  EndReader(Database db) {
    this.db = db;
  }

  private static long fingerprint(Ends.Numbered end) {
    return end.end().url().candidate().fingerprint();
  }

  /** See {@link dev.weft.frontier.FrontierStore#ends}. */
  Ends read(long from, long until, int endsMax) {
    List<Ends.Numbered> read = new ArrayList<>();
    long end = Math.min(until, from + endsMax);
    if (from >= end) {
      return new Ends(List.of(), until);
    }
    db.scan(
        Table.ENDS,
        rows.number(from),
        rows.number(end),
        (key, value) -> {
          FinishedUrl finished = rows.end(value);
          if (finished.outcome() != null) {
            read.add(new Ends.Numbered(Rows.number(key), finished));
          }
          return true;
        });
    Set<Long> last = lastOf(read);
    read.removeIf(each -> !last.contains(each.number()));
    return new Ends(read, end);
  }

  /** The numbers of those ends that are the last of their URL and have no visit queued. */
  private Set<Long> lastOf(List<Ends.Numbered> ends) {
    List<Ends.Numbered> sorted = new ArrayList<>(ends);
    sorted.sort(BY_FINGERPRINT);
    Set<Long> last = new HashSet<>();
    int most = Limits.DEFAULT.lookUpsMax() / 2;
    for (int from = 0; from < sorted.size(); from += most) {
      List<Ends.Numbered> part = sorted.subList(from, Math.min(sorted.size(), from + most));
      List<byte @Nullable []> found = lookUp(part.stream().map(EndReader::fingerprint).toList());
      for (int i = 0; i < part.size(); i++) {
        byte[] number = found.get(2 * i);
        boolean isQueued = found.get(2 * i + 1) != null;
        if (!isQueued
            && number != null
            && number.length > 0
            && Rows.number(number) == part.get(i).number()) {
          last.add(part.get(i).number());
        }
      }
    }
    return last;
  }

  /** See {@link dev.weft.frontier.FrontierStore#last}. */
  List<FinishedUrl> last(List<Long> fingerprints) {
    List<Long> sorted = new ArrayList<>(fingerprints);
    sorted.sort(Long::compareUnsigned);
    List<byte @Nullable []> found = lookUp(sorted);
    List<byte[]> numbers = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      byte[] number = found.get(2 * i);
      if (number != null && number.length > 0 && found.get(2 * i + 1) == null) {
        numbers.add(number);
      }
    }
    List<FinishedUrl> ends = new ArrayList<>();
    for (byte[] number : numbers) {
      byte[] value = db.get(Table.ENDS, number);
      if (value == null) {
        throw db.unreadable(Table.ENDS, new IllegalArgumentException("an end is missing"));
      }
      FinishedUrl end = decoded(value);
      if (end.outcome() != null) {
        ends.add(end);
      }
    }
    return ends;
  }

  private FinishedUrl decoded(byte[] value) {
    try {
      return rows.end(value);
    } catch (RuntimeException e) {
      throw db.unreadable(Table.ENDS, e);
    }
  }

  /** For each fingerprint, which are sorted, the number of its last end and whether it waits. */
  private List<byte @Nullable []> lookUp(List<Long> fingerprints) {
    if (fingerprints.isEmpty()) {
      return List.of();
    }
    List<byte[]> keys = new ArrayList<>(2 * fingerprints.size());
    for (long fingerprint : fingerprints) {
      keys.add(rows.number(fingerprint));
      keys.add(rows.againKey(fingerprint));
    }
    return db.getAll(Table.URLS, keys);
  }
}
