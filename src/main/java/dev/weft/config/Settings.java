package dev.weft.config;

import dev.weft.config.Setting.Value;
import dev.weft.parse.extract.ExtractRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The settings that hold, read as what they mean. A value that cannot be read becomes a mistake and
 * counts as not given, so that all mistakes are found at once.
 */
final class Settings {
  /** Characters of a faulty value that its message shows. */
  private static final int QUOTE_CHARS_MAX = 100;

  private final Map<CrawlOption, Setting> held = new EnumMap<>(CrawlOption.class);
  private final List<String> mistakes;

  Settings(List<String> mistakes) {
    this.mistakes = mistakes;
    for (CrawlOption option : CrawlOption.values()) {
      if (!option.defaults().isEmpty()) {
        List<Value> values =
            option.defaults().stream().map(text -> new Value(text, option.key())).toList();
        held.put(option, new Setting(option, "default", values));
      }
    }
  }

  /** Lets these settings replace earlier ones of the same options. */
  void override(List<Setting> later) {
    later.forEach(setting -> held.put(setting.option(), setting));
  }

  Map<CrawlOption, Setting> all() {
    return held;
  }

  boolean isDefault(CrawlOption option) {
    Setting setting = held.get(option);
    return setting == null || setting.origin().equals("default");
  }

  OptionalLong count(CrawlOption option, long least, long most) {
    String form = "a whole number such as 100 or 10k";
    return number(option, form, NumberText::count, Long::toString, least, most);
  }

  OptionalLong size(CrawlOption option, long least, long most) {
    String form = "a size in bytes such as 500k, 10m or 2g";
    return number(option, form, NumberText::size, NumberText::ofSize, least, most);
  }

  private OptionalLong number(
      CrawlOption option,
      String form,
      Function<String, OptionalLong> reader,
      LongFunction<String> writer,
      long least,
      long most) {
    Optional<Value> value = one(option);
    OptionalLong number = value.map(v -> reader.apply(v.text())).orElse(OptionalLong.empty());
    if (value.isPresent() && number.isEmpty()) {
      mistake(value.get(), form);
    } else if (number.isPresent() && (number.getAsLong() < least || number.getAsLong() > most)) {
      boolean tooLittle = number.getAsLong() < least;
      mistake(value.orElseThrow(), range(tooLittle, writer.apply(least), writer.apply(most)));
      return OptionalLong.empty();
    }
    return number;
  }

  Optional<Duration> time(CrawlOption option, Duration least, Duration most) {
    Optional<Value> value = one(option);
    Optional<Duration> time = value.flatMap(v -> TimeText.parse(v.text()));
    if (value.isPresent() && time.isEmpty()) {
      mistake(value.get(), "a time with its unit, such as 500ms, 2s or 1h30m");
    } else if (time.isPresent()
        && (time.get().compareTo(least) < 0 || time.get().compareTo(most) > 0)) {
      boolean tooLittle = time.get().compareTo(least) < 0;
      mistake(value.orElseThrow(), range(tooLittle, TimeText.of(least), TimeText.of(most)));
      return Optional.empty();
    }
    return time;
  }

  boolean isOn(CrawlOption option) {
    Optional<Value> value = one(option);
    return switch (value.map(v -> v.text().toLowerCase(Locale.ROOT)).orElse("false")) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> {
        mistake(value.orElseThrow(), "true or false");
        yield false;
      }
    };
  }

  Optional<String> text(CrawlOption option) {
    return one(option).map(Value::text);
  }

  /** One of several words; {@code reader} knows them. */
  <T> Optional<T> choice(CrawlOption option, Function<String, Optional<T>> reader) {
    Optional<Value> value = one(option);
    Optional<T> choice = value.flatMap(v -> reader.apply(v.text().toLowerCase(Locale.ROOT)));
    if (value.isPresent() && choice.isEmpty()) {
      mistake(value.get(), words(option.label()));
    }
    return choice;
  }

  /** Every value of a list, by a reader that throws {@link IllegalArgumentException} to refuse. */
  <T> List<T> list(CrawlOption option, Function<Value, T> reader) {
    List<T> list = new ArrayList<>();
    Setting setting = held.get(option);
    if (setting != null) {
      for (Value value : setting.values()) {
        try {
          list.add(reader.apply(value));
        } catch (IllegalArgumentException e) {
          mistakes.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return list;
  }

  /** The rules in the file that is named; what is wrong with them is added to the mistakes. */
  ExtractRules rules(CrawlOption option) {
    Optional<String> file = text(option);
    return file.isEmpty()
        ? ExtractRules.NONE
        : RulesFile.read(Path.of(file.get()), option.flag(), mistakes);
  }

  /** What the reader gives; what it throws {@link IllegalArgumentException} for is a mistake. */
  <T> Optional<T> checked(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException e) {
      mistakes.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What a value was refused for, as the message of an exception to throw. */
  static String refusal(Value value, String allowed) {
    String text = value.text();
    String shown = cut(text);
    return value.subject() + " is " + (text.isEmpty() ? "empty" : shown) + "; must be " + allowed;
  }

  /** As much of a text as a message shows. */
  static String cut(String text) {
    return text.length() <= QUOTE_CHARS_MAX ? text : text.substring(0, QUOTE_CHARS_MAX) + "…";
  }

  private void mistake(Value value, String allowed) {
    mistakes.add(refusal(value, allowed));
  }

  private Optional<Value> one(CrawlOption option) {
    Setting setting = held.get(option);
    return setting == null || setting.values().isEmpty()
        ? Optional.empty()
        : Optional.of(setting.values().get(0));
  }

  private static String range(boolean tooLittle, String least, String most) {
    return tooLittle ? least + " or more" : most + " or less";
  }

  /** {@code a|b|c} as {@code a, b or c}. */
  private static String words(String label) {
    int last = label.lastIndexOf('|');
    return label.substring(0, last).replace("|", ", ") + " or " + label.substring(last + 1);
  }
}
