package dev.weft.parse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-21 | 2026-11-21",
        "20261121 | 2026-11-21",
        "2026-11-21T10:15:00Z | 2026-11-21T10:15:00Z",
        "2026-11-21T10:15:00.250+01:00 | 2026-11-21T10:15:00.25+01:00",
        "2026-11-21T10:15:00+0100 | 2026-11-21T10:15:00+01:00",
        "2026-11-21T10:15 | 2026-11-21T10:15:00Z",
        "2026-11-21 10:15:00 | 2026-11-21T10:15:00Z",
        "Sat, 21 Nov 2026 10:15:00 GMT | 2026-11-21T10:15:00Z",
      })
  void whatMachinesWriteIsReadWithoutAPattern(String text, String expected) {
    assertThat(reader(List.of(), "en", "UTC").read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d. MMMM yyyy | de | 3. März 2026 | 2026-03-03",
        "d MMMM uuuu | fr | 1 AOÛT 2026 | 2026-08-01",
        "dd.MM.yyyy HH:mm | de | 21.11.2026 10:15 | 2026-11-21T10:15:00+01:00",
        "dd.MM.yyyy HH:mm | de | 21.07.2026 10:15 | 2026-07-21T10:15:00+02:00",
        "MM/dd/yy | en | 11/21/26 | 2026-11-21",
        "epoch | en | 1795256100 | 2026-11-21T10:15:00Z",
        "epoch-ms | en | 1795256100000 | 2026-11-21T10:15:00Z",
      })
  void patternsLocaleAndZoneOfTheRuleHold(
      String format, String locale, String text, String expected) {
    assertThat(reader(List.of(format), locale, "Europe/Berlin").read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"31.02.2026", "00.01.2026", "1.13.2026", "yesterday", "", "1.1.-5", "99999999"})
  void datesThatDoNotExistAreNone(String text) {
    assertThat(reader(List.of("d.M.yyyy"), "de", "UTC").read(text)).isNull();
  }

  @Test
  void patternsAreTriedInTurn() {
    DateReader reader = reader(List.of("d.M.yyyy", "yyyy/M/d"), "en", "UTC");

    assertThat(reader.read("21.11.2026")).isEqualTo("2026-11-21");
    assertThat(reader.read("2026/11/21")).isEqualTo("2026-11-21");
  }

  @Test
  void aTimeIsInTheFormOfTheStandard() {
    String time = reader(List.of("epoch"), "en", "UTC").read("0");

    assertThat(OffsetDateTime.parse(String.valueOf(time)).toEpochSecond()).isZero();
  }

  @Test
  void badPatternsAndZonesAreRefused() {
    assertThatThrownBy(() -> reader(List.of("bb"), "en", "UTC"))
        .hasMessageContaining("`bb` is no pattern of a date");
    assertThatThrownBy(() -> reader(List.of(), "en", "Berlin"))
        .hasMessageContaining("zone is Berlin");
  }

  private static DateReader reader(List<String> formats, String locale, String zone) {
    return new DateReader(new FieldType(FieldType.Kind.DATE, formats, locale, zone));
  }
}
