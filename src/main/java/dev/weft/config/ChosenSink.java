package dev.weft.config;

import dev.weft.SinkKind;
import dev.weft.page.ItemType;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A sink that was asked for, with what was chosen about it. */
public record ChosenSink(SinkKind kind, SinkOptions options) {
  /** The sink itself, which writes into this folder, items of these types too if it can. */
  public Sink in(Path folder, List<ItemType> items) {
    return kind.inFolder(folder, options, items);
  }

  /** What its files are called in a folder, for people; empty if it writes none. */
  public Optional<Path> files(Path folder) {
    return kind.names(options).map(names -> folder.resolve(names.pattern()));
  }
}
