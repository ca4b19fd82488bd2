package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.sink.jsonl.JsonlSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The records of a crawl as a set, each without what may differ from crawl to crawl: when it was
 * fetched and how long that took; and by which of several ways the URL was found first, which
 * depends on whose answer came first.
 */
record Records(Set<String> lines) {
  private static final List<String> MAY_DIFFER =
      List.of("fetchedAt", "timings", "hops", "referrer", "redirectedFrom");

  /** Reads them, and fails if a URL has two. */
  static Records of(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Set<String> lines = new HashSet<>();
    Set<String> keys = new HashSet<>();
    try (Stream<String> records = Files.lines(folder.resolve(JsonlSink.FILE))) {
      for (String line : (Iterable<String>) records::iterator) {
        ObjectNode record = (ObjectNode) json.readTree(line);
        String key = record.get("url") + " " + record.get("request") + " " + record.get("visit");
        assertThat(keys.add(key)).as("records of " + key).isTrue();
        record.remove(MAY_DIFFER);
        lines.add(record.toString());
      }
    }
    return new Records(lines);
  }
}
