package dev.weft.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request or an answer, in order, repeated fields kept (RFC 9110 §5). Names
 * compare without regard to case. Immutable.
 */
public final class Headers {
  /** Fields that say who is asking, or let somebody ask as the same. */
  private static final Set<String> SENSITIVE =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

  /** No fields. */
  public static final Headers NONE = new Headers(new String[0]);

  private final String[] namesAndValues;

  private Headers(String[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  /** Fields given as name, value, name, value …; throws if the count is odd. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header name without a value: " + namesAndValues.length);
    }
    return namesAndValues.length == 0 ? NONE : new Headers(namesAndValues.clone());
  }

  /** The number of fields, repeated ones counted each time. */
  public int size() {
    return namesAndValues.length / 2;
  }

  /** The name of field {@code index} as it was sent. */
  public String name(int index) {
    return namesAndValues[2 * index];
  }

  /** The value of field {@code index}, without surrounding white space. */
  public String value(int index) {
    return namesAndValues[2 * index + 1];
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(firstOrNull(name));
  }

  /** The value of the first field of this name, or null; for hot code. */
  public @Nullable String firstOrNull(String name) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equalsIgnoreCase(name)) {
        return namesAndValues[i + 1];
      }
    }
    return null;
  }

  /** The values of all fields of this name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equalsIgnoreCase(name)) {
        values.add(namesAndValues[i + 1]);
      }
    }
    return values;
  }

  /** The comma-separated members of all fields of this name, trimmed, in lower case. */
  public List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (String value : all(name)) {
      for (String token : value.split(",", -1)) {
        String trimmed = token.strip();
        if (!trimmed.isEmpty()) {
          tokens.add(trimmed.toLowerCase(Locale.ROOT));
        }
      }
    }
    return tokens;
  }

  /** A copy with one more field at the end. */
  public Headers with(String name, String value) {
    String[] more = Arrays.copyOf(namesAndValues, namesAndValues.length + 2);
    more[more.length - 2] = name;
    more[more.length - 1] = value;
    return new Headers(more);
  }

  /** These fields but those whose name is in {@code above}, then the fields of {@code above}. */
  public Headers overriddenBy(Headers above) {
    if (above.size() == 0 || size() == 0) {
      return size() == 0 ? above : this;
    }
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (above.firstOrNull(namesAndValues[i]) == null) {
        merged.add(namesAndValues[i]);
        merged.add(namesAndValues[i + 1]);
      }
    }
    merged.addAll(Arrays.asList(above.namesAndValues));
    return new Headers(merged.toArray(String[]::new));
  }

  /**
   * Whether a field of this name says who is asking: credentials and cookies, which are sent to
   * nobody else and shown nowhere.
   */
  public static boolean isSensitive(String name) {
    return SENSITIVE.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A line for each field; the values of {@linkplain #isSensitive sensitive} ones are left out. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(namesAndValues[i]).append(": ");
      text.append(isSensitive(namesAndValues[i]) ? "…" : namesAndValues[i + 1]).append('\n');
    }
    return text.toString();
  }
}
