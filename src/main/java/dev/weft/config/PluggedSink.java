package dev.weft.config;

import dev.weft.page.ItemType;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkPlace;
import dev.weft.sink.SinkProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A plugin's sink that was asked for, with what was chosen about it. */
public record PluggedSink(SinkProvider provider, Map<String, String> options) {
  public PluggedSink {
    options = Map.copyOf(options);
  }

  /** The sink itself, which writes into this folder. */
  public Sink in(Path folder, List<ItemType> items) {
    return provider.open(new SinkPlace(folder, options, items));
  }
}
