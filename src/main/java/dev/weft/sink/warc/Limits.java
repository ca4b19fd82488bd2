package dev.weft.sink.warc;

/**
 * The bounds of this room.
 *
 * @param fileBytes when a file is followed by another, unless an option says otherwise: 1 GB is
 *     what the standard recommends (WARC 1.1, annex C.1)
 * @param originalsMax payloads that are remembered to be referred to when they come again; with
 *     their URLs some 300 bytes each, 15 MB in all. The one not seen for longest goes first
 * @param indexLinesMax lines of an index that wait in memory to be sorted, some 300 bytes each;
 *     more go to a file of sorted lines first
 * @param runBytes the part of a body that is read, digested and written at a time, and a chunk of a
 *     chunked body
 * @param hopsShown letters of the path from the seed; a longer path is told as a number and these
 */
record Limits(long fileBytes, int originalsMax, int indexLinesMax, int runBytes, int hopsShown) {
  static final Limits DEFAULT = new Limits(1L << 30, 50_000, 50_000, 64 << 10, 50);
}
