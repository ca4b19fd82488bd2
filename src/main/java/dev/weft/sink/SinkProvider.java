package dev.weft.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes sinks of a user's own. A jar that names its class in {@code
 * META-INF/services/dev.weft.sink.SinkProvider} gives the command another {@code --sink}, which
 * takes part in the commits of the crawl as those of Weft do.
 */
public interface SinkProvider {
  /** The word used in configuration, which is also the sink's name; lower case, no space. */
  String code();

  /**
   * A sink for one crawl, which opens and closes it.
   *
   * @throws IllegalArgumentException if an option means nothing to it; the message goes to the user
   */
  Sink open(SinkPlace place);

  /** What reads its records back for {@code weft verify}; without one they are not looked into. */
  default Optional<RecordReader> reader() {
    return Optional.empty();
  }

  /** The files in a folder that such a sink has written, by their paths in it. */
  default List<String> writtenIn(Path folder) throws IOException {
    return List.of();
  }
}
