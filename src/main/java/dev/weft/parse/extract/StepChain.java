package dev.weft.parse.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a field in a form that can be run on its texts, in their order. What grows beyond
 * {@link Limits#VALUE_CHARS_MAX} is cut there. Immutable; any thread.
 */
public final class StepChain {
  /** No step. */
  public static final StepChain NONE = new StepChain();

  private final List<UnaryOperator<List<String>>> steps = new ArrayList<>();

  private StepChain() {}

  /**
   * Makes a chain of its steps.
   *
   * @throws RuleException for the first expression that is none, with its place
   */
  public StepChain(List<Step> chain) throws RuleException {
    for (Step step : chain) {
      try {
        steps.add(operator(step));
      } catch (IllegalArgumentException e) {
        throw new RuleException(step.place(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** The texts after all steps; blank ones go at once. */
  public List<String> apply(List<String> texts) {
    List<String> through = kept(texts);
    for (UnaryOperator<List<String>> step : steps) {
      through = kept(step.apply(through));
    }
    return through;
  }

  private static List<String> kept(List<String> texts) {
    List<String> kept = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (!text.isBlank() && kept.size() < Limits.VALUES_MAX) {
        kept.add(text);
      }
    }
    return kept;
  }

  private static UnaryOperator<List<String>> operator(Step step) {
    List<String> arguments = step.arguments();
    return switch (step.operation()) {
      case TRIM -> each(String::strip);
      case COLLAPSE -> each(StepChain::collapsed);
      case LOWER -> each(text -> text.toLowerCase(Locale.ROOT));
      case UPPER -> each(text -> text.toUpperCase(Locale.ROOT));
      case REPLACE -> replace(TextPattern.of(arguments.get(0)), arguments.get(1));
      case RE -> each(TextPattern.of(arguments.get(0))::first);
      case SPLIT -> texts -> split(texts, separator(arguments.get(0)));
      case JOIN ->
          texts -> texts.isEmpty() ? texts : List.of(cut(String.join(arguments.get(0), texts)));
      case PREFIX -> each(text -> cut(arguments.get(0) + text));
      case SUFFIX -> each(text -> cut(text + arguments.get(0)));
      case FIRST -> texts -> texts.isEmpty() ? texts : texts.subList(0, 1);
      case LAST -> texts -> texts.isEmpty() ? texts : texts.subList(texts.size() - 1, texts.size());
    };
  }

  private static UnaryOperator<List<String>> replace(TextPattern pattern, String replacement) {
    pattern.checkReplacement(replacement);
    return each(text -> cut(pattern.replaced(text, replacement)));
  }

  private static String separator(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("split has an empty separator; write one such as `,`");
    }
    return text;
  }

  private static UnaryOperator<List<String>> each(TextStep step) {
    return texts -> {
      List<String> results = new ArrayList<>(texts.size());
      for (String text : texts) {
        String result = step.apply(text);
        if (result != null) {
          results.add(result);
        }
      }
      return results;
    };
  }

  private static List<String> split(List<String> texts, String separator) {
    List<String> parts = new ArrayList<>();
    for (String text : texts) {
      int from = 0;
      for (int at;
          (at = text.indexOf(separator, from)) >= 0 && parts.size() < Limits.VALUES_MAX;
          from = at + separator.length()) {
        parts.add(text.substring(from, at).strip());
      }
      parts.add(text.substring(from).strip());
    }
    return parts;
  }

  /** The text with every run of white space, no-break spaces too, as one blank. */
  static String collapsed(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = !collapsed.isEmpty();
      } else {
        if (gap) {
          collapsed.append(' ');
          gap = false;
        }
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }

  private static String cut(String text) {
    return text.length() <= Limits.VALUE_CHARS_MAX
        ? text
        : text.substring(0, Limits.VALUE_CHARS_MAX);
  }

  /** What becomes of one text; null if it goes. */
  private interface TextStep {
    @Nullable String apply(String text);
  }
}
