package dev.weft.sink.file;

import dev.weft.sink.Compression;
import dev.weft.sink.SinkOptions;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of text files: {@code pages.jsonl} alone, or {@code pages-00001.jsonl}, {@code
 * pages-00002.jsonl} … where they are rolled; with {@code .gz} or {@code .zst} where compressed.
 *
 * @param stem {@code pages}
 * @param extension {@code .jsonl}
 */
public record TextNames(String stem, String extension, SinkOptions options)
    implements FileSeries.Names {
  private static final Pattern NUMBER = Pattern.compile("-[0-9]{5,}");

  @Override
  public String next(int serial) {
    String number = areMany() ? String.format(Locale.ROOT, "-%05d", serial + 1) : "";
    return stem + number + ending();
  }

  @Override
  public String pattern() {
    return stem + (areMany() ? "-*" : "") + ending();
  }

  private String ending() {
    return extension + options.compression().suffix();
  }

  @Override
  public boolean areMany() {
    return options.rollBytes().isPresent();
  }

  @Override
  public boolean fits(String path) {
    return isNamed(path, ending())
        && (areMany()
            ? NUMBER.matcher(numberIn(path, ending())).matches()
            : numberIn(path, ending()).isEmpty());
  }

  @Override
  public boolean isOwn(String path) {
    for (Compression each : Compression.values()) {
      String ending = extension + each.suffix();
      if (isNamed(path, ending)) {
        String number = numberIn(path, ending);
        if (number.isEmpty() || NUMBER.matcher(number).matches()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isNamed(String path, String ending) {
    return path.startsWith(stem)
        && path.endsWith(ending)
        && path.length() >= stem.length() + ending.length();
  }

  private String numberIn(String path, String ending) {
    return path.substring(stem.length(), path.length() - ending.length());
  }
}
