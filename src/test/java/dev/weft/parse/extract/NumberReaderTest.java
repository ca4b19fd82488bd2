package dev.weft.parse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 19.99 | 19.99",
        "en | $1,299.00 | 1299.00",
        "en | USD 1,299 incl. VAT | 1299",
        "de | 1.299,00 € | 1299.00",
        "de | EUR19,90 | 19.90",
        "de | ab 5 Euro | 5",
        "fr | 1 299,50 € | 1299.50",
        "de-CH | 1'299.50 Fr. | 1299.50",
        "hi | ₹1,23,456.70 | 123456.70",
        "en | -5 °C | -5",
        "en | −0.5 | -0.5",
        "en | .5 | 0.5",
        "en | -.5 | -0.5",
        "en | A-5 | 5",
        "ar | ٣٫١٤ | 3.14",
        "ar | ١٬٢٩٩ | 1299",
        "en | 007 | 7",
      })
  void numberThatStandsInATextIsRead(String locale, String text, BigDecimal expected) {
    assertThat(new NumberReader(Locale.forLanguageTag(locale)).read(text))
        .isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | on request",
        "en | 2 for 10",
        "en | 3 of 10",
        "de | 1.5",
        "de | 12.34,5",
        "en | 1,2",
        "en | 1,2345",
        "en | 2026-11-21",
      })
  void textWithNoNumberOrTwoOrHalfGroupsHasNone(String locale, String text) {
    assertThat(new NumberReader(Locale.forLanguageTag(locale)).read(text)).isNull();
  }

  @Test
  void lengthIsBounded() {
    NumberReader reader = new NumberReader(Locale.ENGLISH);

    assertThat(reader.read("9".repeat(Limits.NUMBER_CHARS_MAX))).isNotNull();
    assertThat(reader.read("9".repeat(1_000_000))).isNull();
  }

  @Test
  void whatALocaleWritesIsReadBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (String tag : List.of("en", "de", "fr", "de-CH", "pt-BR", "ru", "hi", "sv", "ja")) {
      Locale locale = Locale.forLanguageTag(tag);
      DecimalFormat format =
          new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale));
      for (int i = 0; i < 500; i++) {
        BigDecimal number =
            BigDecimal.valueOf(random.nextLong(-100_000_000_000L, 100_000_000_000L), 2);
        String text = "x: " + format.format(number) + " y";

        assertThat(new NumberReader(locale).read(text))
            .as("%s as %s writes it: %s, seed %s", number, tag, text, seed)
            .isEqualByComparingTo(number);
      }
    }
  }
}
