package dev.weft.sink;

import org.jspecify.annotations.Nullable;

/** Takes records that are read back; all calls come on the reader's thread. */
public interface RecordVisitor {
  /**
   * A record, of which its key is given.
   *
   * @param url in canonical form
   * @param request as the record has it; null for a plain GET
   */
  void record(String url, @Nullable String request, int visit, Place place);

  /** Something stands where a record should; reading goes on behind it if it can. */
  void broken(Place place, String why);

  /**
   * Where a record is: the file, relative to the output folder, and the record's number in it, from
   * 1; in text that is the line.
   */
  record Place(String path, long number) {
    @Override
    public String toString() {
      return path + ":" + number;
    }
  }
}
