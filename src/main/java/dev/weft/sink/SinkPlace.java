package dev.weft.sink;

import dev.weft.page.ItemType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a sink is to write and how: the output folder, the options that stand behind its name
 * ({@code --sink "mine key=value"}), and the types of items that rules take from pages.
 */
public record SinkPlace(Path folder, Map<String, String> options, List<ItemType> items) {
  public SinkPlace {
    options = Map.copyOf(options);
    items = List.copyOf(items);
  }
}
