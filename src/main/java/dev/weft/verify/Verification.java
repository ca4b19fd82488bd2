package dev.weft.verify;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.OutputFile;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.UrlOutcome;
import dev.weft.sink.RecordReader;
import dev.weft.sink.RecordVisitor;
import dev.weft.sink.Shortfall;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves from a state that nobody writes and from the files beside it that every finished URL has
 * exactly one record a visit, and that nothing else has one. Memory is bounded whatever their
 * number; keys go to a folder for temporary files, 16 bytes each.
 */
public final class Verification {
  private static final String FILE = "file";
  private static final String BROKEN = "broken";
  private static final String STATE = "state";

  /** The sink that has records only of what changed. */
  private static final String FEED = "changes";

  private static final int BLOCK_BYTES = 1 << 16;

  /** Keeps the least of the seen set, which no proof needs. */
  private static final long SEEN_BYTES = 0;

  private final FrontierState state;
  private final Path folder;
  private final Map<String, RecordReader> readers;
  private final Problems problems = new Problems();
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, Long> records = new TreeMap<>();

  /** Files of which the end is missing: a record may be cut in two there, which is no news. */
  private final Set<String> shortFiles = new HashSet<>();

  private long dropped;
  private long fileBytes;

  /**
   * @param folder the output folder
   * @param readers how records are read back, by the name of their sink
   */
  public Verification(FrontierState state, Path folder, Map<String, RecordReader> readers) {
    this.state = state;
    this.folder = folder;
    this.readers = Map.copyOf(readers);
  }

  /**
   * Proves it, or finds what is wrong.
   *
   * @throws IOException if a file is there and cannot be read
   * @throws dev.weft.frontier.StateException if the state cannot be
   */
  public Findings run() throws IOException {
    try {
      return prove();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Findings prove() throws IOException {
    Recovered recovered = state.recover(SEEN_BYTES);
    Map<String, List<FileMark>> sinks = checkFiles(recovered.files());
    try (KeySpool finished = finished()) {
      if (finished.count() + dropped != recovered.finished()) {
        problems.add(
            STATE,
            "the state counts "
                + recovered.finished()
                + " finished URLs and holds "
                + (finished.count() + dropped));
      }
      for (Map.Entry<String, List<FileMark>> sink : sinks.entrySet()) {
        compare(sink.getKey(), sink.getValue(), finished);
      }
      return new Findings(
          recovered.epoch(),
          finished.count(),
          dropped,
          records,
          recovered.files().size(),
          fileBytes,
          problems.found(),
          problems.told(),
          remarks);
    }
  }

  /** What there is of the committed files, by sink. */
  private Map<String, List<FileMark>> checkFiles(List<OutputFile> files) throws IOException {
    Map<String, List<FileMark>> sinks = new LinkedHashMap<>();
    for (OutputFile file : files) {
      fileBytes += file.length();
      List<FileMark> marks = sinks.computeIfAbsent(file.sink(), name -> new ArrayList<>());
      Optional<Shortfall> shortfall = Shortfall.of(folder, file.path(), file.length());
      if (shortfall.isEmpty()) {
        check(file);
        marks.add(new FileMark(file.path(), file.length(), file.checksum()));
      } else {
        problems.add(FILE, file.path() + " " + shortfall.get().words());
        shortFiles.add(file.path());
        if (!shortfall.get().isMissing()) {
          marks.add(new FileMark(file.path(), shortfall.get().found(), file.checksum()));
        }
      }
    }
    return sinks;
  }

  private void check(OutputFile file) throws IOException {
    Path path = folder.resolve(file.path());
    long size = Files.size(path);
    if (size > file.length()) {
      remarks.add(
          file.path()
              + " has "
              + (size - file.length())
              + " bytes that were not committed; the next run cuts them off");
    }
    long checksum = checksum(path, file.length());
    if (checksum != file.checksum()) {
      problems.add(
          FILE,
          file.path()
              + ": the first "
              + file.length()
              + " bytes have the checksum "
              + HexFormat.of().toHexDigits(checksum)
              + "; those committed had "
              + HexFormat.of().toHexDigits(file.checksum()));
    }
  }

  private static long checksum(Path path, long length) throws IOException {
    HashStream64 stream = Hashing.xxh3_64().hashStream();
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(path)) {
      long left = length;
      while (left > 0) {
        int count = in.read(block, 0, (int) Math.min(left, block.length));
        if (count < 0) {
          throw new IOException(path + " became shorter while it was read");
        }
        stream.putBytes(block, 0, count);
        left -= count;
      }
    }
    return stream.getAsLong();
  }

  private KeySpool finished() throws IOException {
    KeySpool keys = new KeySpool();
    try {
      state.eachFinished(
          end -> {
            UrlOutcome outcome = end.outcome();
            if (outcome == null) {
              dropped++;
            } else {
              add(keys, Key.of(end, outcome));
            }
          });
      return keys;
    } catch (RuntimeException e) {
      keys.close();
      throw e;
    }
  }

  private void compare(String sink, List<FileMark> files, KeySpool finished) throws IOException {
    RecordReader reader = readers.get(sink);
    if (reader == null) {
      remarks.add("the records of " + sink + " cannot be read back; only its files were checked");
      return;
    }
    Comparison comparison = new Comparison(sink, !sink.equals(FEED), problems);
    try (KeySpool read = new KeySpool()) {
      reader.read(folder, files, new Reading(read));
      if (!sink.equals(FEED)) {
        records.put(sink, read.count());
      }
      comparison.compare(finished, read);
    }
    if (comparison.hasProblems()) {
      state.eachFinished(end -> name(end, comparison));
      reader.read(folder, files, new Naming(comparison));
      comparison.tell();
    }
  }

  private static void name(FinishedUrl end, Comparison comparison) {
    UrlOutcome outcome = end.outcome();
    if (outcome != null) {
      comparison.seeFinished(
          Key.of(end, outcome),
          named(end.url().candidate().url().toString(), outcome.request(), end.url().visit()));
    }
  }

  private static String named(String url, @Nullable String request, int visit) {
    return (request == null ? "" : request + " ")
        + url
        + (visit == 1 ? "" : " (visit " + visit + ")");
  }

  private static void add(KeySpool keys, Key key) {
    try {
      keys.add(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first reading: every key, and what is no record. */
  private final class Reading implements RecordVisitor {
    private final KeySpool keys;

    Reading(KeySpool keys) {
      this.keys = keys;
    }

    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {
      add(keys, Key.of(url, request, visit));
    }

    @Override
    public void broken(Place place, String why) {
      if (!shortFiles.contains(place.path())) {
        problems.add(BROKEN, place + ": " + why);
      }
    }
  }

  /** The second reading: names and places of the keys that were found to be wrong. */
  private record Naming(Comparison comparison) implements RecordVisitor {
    @Override
    public void record(String url, @Nullable String request, int visit, Place place) {
      comparison.seeRecord(Key.of(url, request, visit), named(url, request, visit), place);
    }

    @Override
    public void broken(Place place, String why) {
      // Told in the first reading.
    }
  }
}
