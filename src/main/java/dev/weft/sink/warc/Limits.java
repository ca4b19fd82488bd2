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
 * @param pressedBytes the longest block that is copied to be compressed beside the thread of the
 *     sinks; a longer one, perhaps in a file, is streamed there, and holds up what is behind it
 * @param pressingBytes blocks that may wait to be compressed; some 500 pages
 */
record Limits(
    long fileBytes,
    int originalsMax,
    int indexLinesMax,
    int runBytes,
    int hopsShown,
    int pressedBytes,
    long pressingBytes) {
  static final Limits DEFAULT =
      new Limits(1L << 30, 50_000, 50_000, 64 << 10, 50, 1 << 20, 16 << 20);

  /** The same with other sizes of what is gathered in memory. */
  Limits with(int originals, int indexLines, int run, int hops) {
    return new Limits(fileBytes, originals, indexLines, run, hops, pressedBytes, pressingBytes);
  }
}
