package dev.weft.corpora;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * Published test data of others, read where it lies and never copied: {@code ../shared/corpora}, or
 * the folder that {@code WEFT_CORPORA} names. A test whose file is absent is skipped, saying why.
 */
public final class Corpora {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpora() {}

  /** The lines of a text file. */
  public static List<String> lines(String file) throws IOException {
    return Files.readAllLines(path(file), UTF_8);
  }

  /** The objects of a file that holds one a line. */
  public static List<JsonNode> jsonLines(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** The objects of a JSON list; the headings between them are left out. */
  public static List<JsonNode> jsonList(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : JSON.readTree(path(file).toFile())) {
      if (row.isObject()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Path path(String file) {
    String folder = Objects.requireNonNullElse(System.getenv("WEFT_CORPORA"), "../shared/corpora");
    Path path = Path.of(folder, file);
    if (!Files.isReadable(path)) {
      System.out.println("skipped: no " + path + "; WEFT_CORPORA may name its folder");
      Assumptions.abort("no " + path);
    }
    return path;
  }
}
