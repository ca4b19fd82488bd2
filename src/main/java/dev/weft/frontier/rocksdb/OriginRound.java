package dev.weft.frontier.rocksdb;

import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Goes round the origins where URLs wait: by name those that have rows, then those with URLs that
 * no commit has made rows of. One that gets rows in between is met in the next round.
 */
final class OriginRound {
  /** Behind the key of any origin. */
  private static final byte[] AFTER_ALL = {(byte) 0xff};

  private final Database db;
  private byte[] next = {};
  private Iterator<Origin> withoutRows = Collections.emptyIterator();

  OriginRound(Database db) {
    this.db = db;
  }

  /**
   * The next origins of the round.
   *
   * @param withoutRows asked where the rows end
   */
  List<Origin> next(int originsMax, Supplier<List<Origin>> withoutRows) {
    List<Origin> origins = new ArrayList<>();
    while (this.withoutRows.hasNext() && origins.size() < originsMax) {
      origins.add(this.withoutRows.next());
    }
    if (!this.withoutRows.hasNext()
        && origins.size() < originsMax
        && !readRows(origins, originsMax)) {
      this.withoutRows = withoutRows.get().iterator();
    }
    return origins;
  }

  /** Adds origins that have rows; false if there are no more of them. */
  private boolean readRows(List<Origin> origins, int originsMax) {
    int[] looks = {0};
    byte[] from = next;
    next = new byte[0];
    db.scanOnce(
        Table.ORIGINS,
        from,
        AFTER_ALL,
        (key, value) -> {
          if (looks[0] == Limits.DEFAULT.originRowsMax() || origins.size() == originsMax) {
            next = key;
            return false;
          }
          looks[0]++;
          if (Rows.sum(value) != 0) {
            origins.add(Rows.origin(key));
          }
          return true;
        });
    return next.length > 0;
  }
}
