package dev.weft.page;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field of an {@link Item} holds; plain data that any writer can write. */
public sealed interface ItemValue {

  /** Nothing was found. */
  record None() implements ItemValue {
    /** The one value. */
    public static final None INSTANCE = new None();
  }

  /** Text as it was found and processed. */
  record Text(String text) implements ItemValue {}

  /** A number, exactly as it was written. */
  record Numeric(BigDecimal value) implements ItemValue {}

  /** Yes or no. */
  record Bool(boolean value) implements ItemValue {}

  /** A date or a time in the form of RFC 3339: {@code full-date} or {@code date-time}. */
  record Time(String text) implements ItemValue {}

  /** A URL, absolute and in canonical form, with its fragment if it has one. */
  record Link(String href) implements ItemValue {}

  /** Several values in the order of the document. */
  record Many(List<ItemValue> values) implements ItemValue {
    public Many {
      values = List.copyOf(values);
    }
  }

  /** Fields within a field, in the order of the rules. */
  record Nested(Map<String, ItemValue> fields) implements ItemValue {
    public Nested {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }
}
