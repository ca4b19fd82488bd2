package dev.weft.cli;

import dev.weft.url.CrawlUrl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for files that hold what a URL gave. Nothing of a URL is believed: only ASCII letters,
 * digits, dot, dash and underscore are left of host, path and query, no name begins or ends with a
 * dot or is one of those that Windows keeps for devices, and all are short enough for any file
 * system. So whatever a server names, the file is in the folder it was meant for.
 */
final class SavedNames {
  /** File systems take 255 bytes; room is left for a number and for other programs' endings. */
  private static final int STEM_CHARS_MAX = 150;

  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern DOTS = Pattern.compile("\\.{2,}");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");
  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,8}$");
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|com\\d|lpt\\d)(\\..*)?");

  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          Map.entry("text/html", ".html"),
          Map.entry("application/xhtml+xml", ".xhtml"),
          Map.entry("text/plain", ".txt"),
          Map.entry("text/css", ".css"),
          Map.entry("text/csv", ".csv"),
          Map.entry("text/javascript", ".js"),
          Map.entry("application/javascript", ".js"),
          Map.entry("application/json", ".json"),
          Map.entry("application/xml", ".xml"),
          Map.entry("text/xml", ".xml"),
          Map.entry("application/pdf", ".pdf"),
          Map.entry("application/zip", ".zip"),
          Map.entry("application/gzip", ".gz"),
          Map.entry("image/png", ".png"),
          Map.entry("image/jpeg", ".jpg"),
          Map.entry("image/gif", ".gif"),
          Map.entry("image/webp", ".webp"),
          Map.entry("image/svg+xml", ".svg"));

  /** A file name in two parts, between which a number may go; {@code ending} may be empty. */
  record Name(String stem, String ending) {
    String plain() {
      return stem + ending;
    }

    String numbered(String number) {
      return stem + "-" + number + ending;
    }
  }

  private SavedNames() {}

  /** The name for what came from a URL with content of this type, without parameters. */
  static Name of(CrawlUrl url, Optional<String> type) {
    String path = url.path();
    Matcher ending = ENDING.matcher(path.substring(path.lastIndexOf('/') + 1));
    boolean hasEnding = url.query().isEmpty() && ending.find() && ending.start() > 0;
    String end =
        hasEnding
            ? ending.group().toLowerCase(Locale.ROOT)
            : type.map(t -> ENDINGS.getOrDefault(t, "")).orElse("");
    String whole = url.host() + portOf(url) + url.pathAndQuery();
    return new Name(
        stem(hasEnding ? whole.substring(0, whole.length() - end.length()) : whole), end);
  }

  private static String portOf(CrawlUrl url) {
    String origin = url.origin().toString();
    return origin.endsWith(":" + url.port()) ? "_" + url.port() : "";
  }

  private static String stem(String text) {
    String safe = UNSAFE.matcher(text).replaceAll("_");
    String single = DOTS.matcher(safe).replaceAll(".");
    String cut = single.length() <= STEM_CHARS_MAX ? single : single.substring(0, STEM_CHARS_MAX);
    String bare = EDGES.matcher(cut).replaceAll("");
    if (bare.isEmpty()) {
      return "page";
    }
    return DEVICE.matcher(bare).matches() ? "site-" + bare : bare;
  }
}
