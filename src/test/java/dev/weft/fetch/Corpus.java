package dev.weft.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Published cases of odd HTTP, read where they lie and never copied. */
public final class Corpus {
  private Corpus() {}

  /** The rows of a file; the calling test is skipped, saying why, where it is absent. */
  public static List<JsonNode> rows(String file) throws IOException {
    String folder = Objects.requireNonNullElse(System.getenv("WEFT_CORPORA"), "../shared/corpora");
    Path path = Path.of(folder, file);
    if (!Files.isReadable(path)) {
      System.out.println("skipped: no " + path + "; WEFT_CORPORA may name its folder");
      Assumptions.abort("no " + path);
    }
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper().readTree(path.toFile()).forEach(rows::add);
    return rows;
  }
}
