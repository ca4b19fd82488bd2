package dev.weft.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that the rules of a crawl found on a page: its type and its fields in the order of the
 * rules. A field that the rules name is there, also where nothing was found.
 */
public record Item(String type, Map<String, ItemValue> fields) {
  public Item {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
