package dev.weft.parse.extract;

import dev.weft.page.ItemValue;
import dev.weft.url.CrawlUrl;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads texts as values of one type. Immutable; any thread. */
public final class ValueReader {
  private static final Set<String> YES = Set.of("true", "yes", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "0");

  private final FieldType.Kind kind;
  private final NumberReader numbers;
  private final @Nullable DateReader dates;

  /**
   * A reader for a type.
   *
   * @throws IllegalArgumentException if its formats or its zone are none
   */
  public ValueReader(FieldType type) {
    kind = type.kind();
    numbers = new NumberReader(Locale.forLanguageTag(type.locale()));
    dates = kind == FieldType.Kind.DATE ? new DateReader(type) : null;
  }

  /** What URLs in a document are relative to, and the encoding of their queries. */
  public record Base(CrawlUrl url, Charset queryCharset) {}

  /** The value; null if the text is none of this type. */
  public @Nullable ItemValue read(String text, Base base) {
    return switch (kind) {
      case TEXT -> new ItemValue.Text(text);
      case NUMBER -> number(numbers.read(text));
      case DATE -> time(text);
      case URL -> link(text, base);
      case BOOLEAN -> bool(text);
      case EXISTS -> new ItemValue.Bool(true);
    };
  }

  /** The value of a text that was written for machines, whatever the locale of the page is. */
  public @Nullable ItemValue readPlain(String text, Base base) {
    BigDecimal plain = kind == FieldType.Kind.NUMBER ? NumberReader.readPlain(text) : null;
    return plain == null ? read(text, base) : number(plain);
  }

  /** What a text that is not readable is not. */
  public String wanted() {
    return switch (kind) {
      case TEXT, EXISTS -> "text";
      case NUMBER -> "number";
      case DATE -> "date of these formats";
      case URL -> "URL";
      case BOOLEAN -> "yes or no (true, yes, on, 1, false, no, off, 0)";
    };
  }

  private static @Nullable ItemValue number(@Nullable BigDecimal number) {
    return number == null ? null : new ItemValue.Numeric(number);
  }

  private @Nullable ItemValue time(String text) {
    String time = dates == null ? null : dates.read(text);
    return time == null ? null : new ItemValue.Time(time);
  }

  private static @Nullable ItemValue link(String text, Base base) {
    String href = base.url().resolveToPart(text, base.queryCharset());
    return href == null ? null : new ItemValue.Link(href);
  }

  private static @Nullable ItemValue bool(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(word) || NO.contains(word) ? new ItemValue.Bool(YES.contains(word)) : null;
  }
}
