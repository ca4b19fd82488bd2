package dev.weft.parse.process;

import dev.weft.parse.DocumentsOnly;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.Parser;
import dev.weft.parse.ParserContract;
import dev.weft.parse.process.ProcessPool.Options;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/**
 * The contract of all parsers in a worker; a pool is kept for all documents of the same options.
 */
final class ProcessParserTest extends ParserContract {
  /** A DOM of a million links takes more than workers usually have. */
  private static final Options ROOMY = new Options(1, Duration.ofSeconds(60), 1_500L << 20);

  private static final Map<ParseOptions, ProcessPool> POOLS = new HashMap<>();

  @Override
  protected Parser parser(ParseOptions options) {
    return DocumentsOnly.ofShared(
        POOLS.computeIfAbsent(options, each -> ProcessPool.open(each, null, ROOMY)));
  }

  @AfterAll
  static void close() {
    POOLS.values().forEach(ProcessPool::close);
    POOLS.clear();
  }
}
