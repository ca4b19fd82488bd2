package dev.weft.parse.process;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of this process's class path a worker is given: Weft and the libraries that parsing needs,
 * each found by a class of its own.
 */
final class WorkerClassPath {
  private static final List<Map.Entry<String, String>> NEEDED =
      List.of(
          Map.entry("weft", "dev/weft/parse/worker/Main.class"),
          Map.entry("jsoup", "org/jsoup/Jsoup.class"),
          Map.entry("icu4j", "com/ibm/icu/text/IDNA.class"),
          Map.entry("brotli4j", "com/aayushatharva/brotli4j/Brotli4jLoader.class"),
          Map.entry(
              "brotli4j's service",
              "com/aayushatharva/brotli4j/service/BrotliNativeProvider.class"),
          Map.entry("zstd-jni", "com/github/luben/zstd/Zstd.class"),
          Map.entry("hash4j", "com/dynatrace/hash4j/hashing/Hashing.class"),
          Map.entry("slf4j-api", "org/slf4j/LoggerFactory.class"),
          Map.entry("re2j", "com/google/re2j/Pattern.class"),
          Map.entry("jackson-core", "com/fasterxml/jackson/core/JsonFactory.class"));

  /** The platform's brotli library, which is missing where it is unpacked or not supported. */
  private static final String BROTLI_NATIVE =
      "META-INF/services/com.aayushatharva.brotli4j.service.BrotliNativeProvider";

  private WorkerClassPath() {}

  /**
   * The jars and folders, Weft's first.
   *
   * @throws IllegalStateException if one is not there, or where no other process could load it from
   */
  static List<Path> find(ClassLoader loader) {
    Set<Path> found = new LinkedHashSet<>();
    for (Map.Entry<String, String> needed : NEEDED) {
      URL place = loader.getResource(needed.getValue());
      if (place == null) {
        throw new IllegalStateException(
            needed.getKey()
                + " is not on the class path, and parse workers need it;"
                + " add it, or parse in this process with --parser threads");
      }
      found.add(holder(place, needed.getValue()));
    }
    URL brotli = loader.getResource(BROTLI_NATIVE);
    if (brotli != null) {
      found.add(holder(brotli, BROTLI_NATIVE));
    }
    return new ArrayList<>(found);
  }

  /** The jar or folder in which something was found. */
  private static Path holder(URL place, String name) {
    String text = place.toString();
    // What a newer Java finds of a class may stand under META-INF/versions in the jar.
    int entry = text.indexOf("!/");
    String jar = entry < 0 ? null : cut(text.substring(0, entry), "jar:file:", "");
    String folder = cut(text, "file:", "/" + name);
    if (jar == null && folder == null) {
      throw new IllegalStateException(
          text
              + " is in no jar or folder that another process could be given;"
              + " parse in this process with --parser threads");
    }
    return Path.of(URI.create("file:" + (jar == null ? folder : jar)));
  }

  private static @Nullable String cut(String text, String before, String after) {
    return text.startsWith(before) && text.endsWith(after)
        ? text.substring(before.length(), text.length() - after.length())
        : null;
  }
}
