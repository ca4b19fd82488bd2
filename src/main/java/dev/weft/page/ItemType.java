package dev.weft.page;

import java.util.List;

/**
 * A type of items: its name, which is fit for a file's name, and the names of its fields in the
 * order in which rules first name them.
 */
public record ItemType(String name, List<String> columns) {
  public ItemType {
    columns = List.copyOf(columns);
  }
}
