package dev.weft.parse.extract;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RE2 expression that finds values in texts, in linear time. What it finds is the group named
 * {@code value}, else the first group, else all that matched.
 */
public final class TextPattern {
  private static final String VALUE_GROUP = "value";

  private final Pattern pattern;
  private final int group;

  private TextPattern(Pattern pattern) {
    this.pattern = pattern;
    Integer named = pattern.namedGroups().get(VALUE_GROUP);
    this.group = named != null ? named : Math.min(1, pattern.groupCount());
  }

  /** Reads an expression; throws {@link IllegalArgumentException} if it is none. */
  public static TextPattern of(String expression) {
    try {
      return new TextPattern(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "`" + expression + "` is no RE2 expression: " + e.getDescription(), e);
    }
  }

  /** The first value in a text; null if there is none. */
  @Nullable String first(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(group) : null;
  }

  /** Adds the values in a text until there are {@code most}. */
  public void find(String text, int most, List<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (into.size() < most && matcher.find()) {
      String value = matcher.group(group);
      if (value != null && !value.isBlank()) {
        into.add(value);
      }
    }
  }

  /** The text with every match replaced; {@code $1} in the replacement is a group. */
  String replaced(String text, String replacement) {
    return pattern.matcher(text).replaceAll(replacement);
  }

  /** Checks that a replacement names only groups that there are. */
  void checkReplacement(String replacement) {
    for (int i = 0; i < replacement.length() - 1; i++) {
      char c = replacement.charAt(i);
      char next = replacement.charAt(i + 1);
      if (c == '\\') {
        i++;
      } else if (c == '$' && Character.isDigit(next) && next - '0' > pattern.groupCount()) {
        throw new IllegalArgumentException(
            "`"
                + replacement
                + "` names group "
                + next
                + ", but the expression has "
                + pattern.groupCount());
      } else if (c == '$' && !Character.isDigit(next) && next != '{') {
        throw new IllegalArgumentException(
            "`" + replacement + "` has a $ before no group; write \\$ for the sign itself");
      }
    }
  }
}
