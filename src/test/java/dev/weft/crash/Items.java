package dev.weft.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.weft.sink.file.ItemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The items of a crawl as a set, each with its file and without the time it was fetched; read by
 * programs of other makes.
 */
record Items(Set<String> lines) {
  private static final String TIME = "_fetchedAt";

  /** Reads those in lines of JSON and in tables, and fails if one is there twice. */
  static Items of(Path folder) throws IOException {
    Items items = new Items(new HashSet<>());
    for (String file : ItemFiles.own(folder, ".jsonl")) {
      items.readLines(folder.resolve(file));
    }
    for (String file : ItemFiles.own(folder, ".csv")) {
      items.readTable(folder.resolve(file));
    }
    return items;
  }

  private void readLines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : (Iterable<String>) lines::iterator) {
        ObjectNode item = (ObjectNode) json.readTree(line);
        item.remove(TIME);
        add(file, item.toString());
      }
    }
  }

  private void readTable(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().allowMissingFields(false).ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        Map<String, String> fields = new LinkedHashMap<>(row.getFieldsAsMap());
        fields.remove(TIME);
        add(file, fields.toString());
      }
    }
  }

  private void add(Path file, String item) {
    String line = file.getFileName() + " " + item;
    assertThat(lines.add(line)).as("one time only: " + line).isTrue();
  }
}
