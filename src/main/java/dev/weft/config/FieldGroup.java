package dev.weft.config;

import dev.weft.config.Setting.Value;
import java.util.List;
import java.util.Optional;

/** A group of keys in the file, of which only some are allowed. Mistakes are thrown. */
final class FieldGroup {
  private final Value value;

  /** Throws {@link IllegalArgumentException} if the group has a key that is not allowed. */
  FieldGroup(Value value, List<String> allowed) {
    this.value = value;
    for (String key : value.group().keySet()) {
      if (!allowed.contains(key)) {
        String near =
            Nearest.to(key, allowed).map(word -> "; did you mean " + word + "?").orElse("");
        throw new IllegalArgumentException(
            value.subject()
                + " has the key "
                + Settings.cut(key)
                + "; must be of "
                + String.join(", ", allowed)
                + near);
      }
    }
  }

  int size() {
    return value.group().size();
  }

  boolean has(String key) {
    return value.group().containsKey(key);
  }

  /** The values of a key that must be there. */
  List<Value> all(String key) {
    List<Value> values = value.group().get(key);
    if (values == null || values.isEmpty()) {
      throw new IllegalArgumentException(value.subject() + " has no " + key + "; add one");
    }
    return values;
  }

  /** The one value of a key that must be there. */
  Value one(String key) {
    List<Value> values = all(key);
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          values.get(0).subject() + " has " + values.size() + " values; must be one");
    }
    return values.get(0);
  }

  /** The one value of a key, if it is there. */
  Optional<Value> optional(String key) {
    return has(key) ? Optional.of(one(key)) : Optional.empty();
  }
}
