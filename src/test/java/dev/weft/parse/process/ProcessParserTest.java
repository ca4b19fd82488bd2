package dev.weft.parse.process;

import dev.weft.parse.ContentParser;
import dev.weft.parse.ContentRequest;
import dev.weft.parse.DocumentContract;
import dev.weft.parse.DocumentsOnly;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserContract;
import dev.weft.parse.process.ProcessPool.Options;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * The contracts of all parsers in a worker; a pool is kept for all documents of the same options.
 */
final class ProcessParserTest {
  /** A DOM of a million links takes more than workers usually have. */
  private static final Options ROOMY = new Options(1, Duration.ofSeconds(60), 1_500L << 20);

  private static final Map<ParseOptions, ProcessPool> POOLS = new HashMap<>();

  @Nested
  final class Html extends ParserContract {
    @Override
    protected Parser parser(ParseOptions options) {
      return DocumentsOnly.ofShared(pool(options));
    }
  }

  @Nested
  final class OtherDocuments extends DocumentContract {
    @Override
    protected ContentParser parser(ParseOptions options) {
      return new Shared(pool(options));
    }
  }

  private static ProcessPool pool(ParseOptions options) {
    return POOLS.computeIfAbsent(options, each -> ProcessPool.open(each, null, ROOMY));
  }

  /** A view of what others use too. */
  private record Shared(ContentParser contents) implements ContentParser {
    @Override
    public void parse(ContentRequest request, Consumer<ParsedContent> done) {
      contents.parse(request, done);
    }

    @Override
    public void close() {}
  }

  @AfterAll
  static void close() {
    POOLS.values().forEach(ProcessPool::close);
    POOLS.clear();
  }
}
