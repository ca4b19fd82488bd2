package dev.weft;

import dev.weft.fetch.FetchOptions;
import dev.weft.fetch.Fetcher;
import dev.weft.fetch.FetcherProvider;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ParserProvider;
import dev.weft.parse.ParserSetup;
import dev.weft.sink.RecordReader;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;

/** A plugin's providers, of which all that goes wrong is told with the jar and the class. */
final class Guarded {
  private static final String OTHER_VERSION =
      "; it was built for another version of Weft, or lacks a library: build it against the jars"
          + " in lib/ here";

  private Guarded() {}

  /** What a plugin's own code gives; {@code who} it is begins what is told if it gives nothing. */
  static <T> T call(String who, Callable<T> code) {
    try {
      T given = code.call();
      if (given == null) {
        throw new PluginException(who + " gave nothing");
      }
      return given;
    } catch (Throwable e) {
      throw problem(who, e);
    }
  }

  private static PluginException problem(String who, Throwable e) {
    if (e instanceof PluginException told) {
      return told;
    }
    Throwable cause = e.getCause();
    if (e instanceof ServiceConfigurationError && cause instanceof LinkageError) {
      return problem(who, cause);
    }
    if (e instanceof ServiceConfigurationError) {
      return new PluginException(
          who + ": " + e.getMessage() + (cause == null ? "" : " (" + cause + ")"), e);
    }
    if (e instanceof UnsupportedClassVersionError) {
      return new PluginException(who + ": " + e.getMessage() + "; build it with --release 17", e);
    }
    if (e instanceof LinkageError) {
      return new PluginException(who + ": " + e + OTHER_VERSION, e);
    }
    boolean isForUsers =
        e instanceof IllegalArgumentException || e instanceof UnsupportedOperationException;
    return new PluginException(who + ": " + (isForUsers ? e.getMessage() : e), e);
  }

  /** A sink's provider, whose sinks have its name. */
  record OfSinks(String who, String code, SinkProvider own) implements SinkProvider {
    @Override
    public Sink open(SinkPlace place) {
      Sink sink = call(who, () -> own.open(place));
      String name = call(who, sink::name);
      if (!name.equals(code)) {
        throw new PluginException(
            who + ": its sink is named " + name + "; must be as its provider");
      }
      return sink;
    }

    @Override
    public Optional<RecordReader> reader() {
      return call(who, own::reader).map(this::guarded);
    }

    private RecordReader guarded(RecordReader reader) {
      return (folder, files, visitor) -> {
        try {
          reader.read(folder, files, visitor);
        } catch (RuntimeException | LinkageError e) {
          throw problem(who, e);
        }
      };
    }

    @Override
    public List<String> writtenIn(Path folder) throws IOException {
      try {
        return List.copyOf(own.writtenIn(folder));
      } catch (RuntimeException | LinkageError e) {
        throw problem(who, e);
      }
    }
  }

  /** A parser's provider. */
  record OfParsers(String who, String code, ParserProvider own) implements ParserProvider {
    @Override
    public ContentParser open(ParserSetup setup) {
      return call(who, () -> own.open(setup));
    }
  }

  /** A fetcher's provider. */
  record OfFetchers(String who, String code, FetcherProvider own) implements FetcherProvider {
    @Override
    public Fetcher open(FetchOptions options) {
      return call(who, () -> own.open(options));
    }
  }
}
