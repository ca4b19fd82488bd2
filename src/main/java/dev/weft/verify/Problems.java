package dev.weft.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems as they are found: all are counted, the first of each kind are told. One thread. */
final class Problems {
  private final Map<String, Integer> toldByKind = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private long count;

  /** A problem whose words are known at once. */
  void add(String kind, String words) {
    count++;
    if (hasRoom(kind)) {
      told.add(words);
    }
  }

  /** A problem that is told later, if there is room. */
  void count() {
    count++;
  }

  /** Tells a problem that was counted. */
  void tell(String words) {
    told.add(words);
  }

  private boolean hasRoom(String kind) {
    return toldByKind.merge(kind, 1, Integer::sum) <= Limits.TOLD_MAX;
  }

  long found() {
    return count;
  }

  List<String> told() {
    return told;
  }
}
