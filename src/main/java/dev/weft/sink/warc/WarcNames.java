package dev.weft.sink.warc;

import dev.weft.sink.file.FileSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of WARC files, {@code Prefix-Timestamp-Serial-Host.warc.gz} (WARC 1.1, annex C.1): the
 * time of the first page in it, the file's number in the crawl, and the machine that crawls. The
 * index of {@code X.warc.gz} is {@code X.cdxj}, and {@code .X.draft} what is gathered of it.
 */
final class WarcNames implements FileSeries.Names {
  static final String FOLDER = "warc";

  private static final String EXTENSION = ".warc.gz";
  private static final String INDEX_EXTENSION = ".cdxj";
  private static final String DRAFT_EXTENSION = ".draft";
  private static final String NAME = "weft-[0-9]{17}-[0-9]{5,}-[A-Za-z0-9.-]+";
  private static final String STEM = FOLDER + "/" + NAME;
  private static final Pattern OWN = Pattern.compile(STEM + "\\.warc\\.gz");
  private static final Pattern INDEX = Pattern.compile(STEM + "\\.cdxj(\\.run[0-9]+)?");
  private static final Pattern DRAFT =
      Pattern.compile(FOLDER + "/\\." + NAME + "\\.warc\\.gz\\.draft");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final int HOST_CHARS_MAX = 100;

  private final String host = host();
  private Instant time = Instant.EPOCH;

  /** The next file begins at this time, or with the one before: names sort as files are written. */
  void at(Instant now) {
    time = now.isAfter(time) ? now : time;
  }

  @Override
  public String next(int serial) {
    return String.format(
        Locale.ROOT,
        "%s/weft-%s-%05d-%s%s",
        FOLDER,
        TIMESTAMP.format(time),
        serial,
        host,
        EXTENSION);
  }

  @Override
  public boolean isOwn(String path) {
    return OWN.matcher(path).matches();
  }

  @Override
  public boolean fits(String path) {
    return isOwn(path);
  }

  @Override
  public String pattern() {
    return FOLDER + "/*" + EXTENSION;
  }

  @Override
  public String folder() {
    return FOLDER;
  }

  @Override
  public boolean areMany() {
    return true;
  }

  /** The name of a file's index. */
  static String index(String path) {
    return path.substring(0, path.length() - EXTENSION.length()) + INDEX_EXTENSION;
  }

  /** The name of the draft of a file's index. */
  static String draft(String path) {
    int name = path.lastIndexOf('/') + 1;
    return path.substring(0, name) + '.' + path.substring(name) + DRAFT_EXTENSION;
  }

  /** Whether a file of this name is the draft of an index. */
  static boolean isDraft(String path) {
    return DRAFT.matcher(path).matches();
  }

  /** Whether a file of this name is an index, or a part of one. */
  static boolean isIndex(String path) {
    return INDEX.matcher(path).matches();
  }

  /** This machine's name, without asking any name server for it. */
  private static String host() {
    String name = System.getenv().getOrDefault("HOSTNAME", "localhost");
    try {
      name = Files.readString(KERNEL_NAME).strip();
    } catch (IOException e) {
      name = name.strip();
    }
    String safe = name.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    String bare = safe.isEmpty() ? "localhost" : safe;
    return bare.substring(0, Math.min(bare.length(), HOST_CHARS_MAX));
  }
}
