package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void timesKeepTheTwoUnitsThatMatter() {
    assertThat(Figures.time(Duration.ZERO)).isEqualTo("0.0 s");
    assertThat(Figures.time(Duration.ofMillis(6_940))).isEqualTo("6.9 s");
    assertThat(Figures.time(Duration.ofMillis(59_949))).isEqualTo("59.9 s");
    assertThat(Figures.time(Duration.ofMillis(59_950))).isEqualTo("1 min");
    assertThat(Figures.time(Duration.ofSeconds(723))).isEqualTo("12 min 3 s");
    assertThat(Figures.time(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
    assertThat(Figures.time(Duration.ofHours(52))).isEqualTo("2 d 4 h");
  }

  @Test
  void bytesHaveAtMostFourDigits() {
    assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
    assertThat(Figures.bytes(1_000)).isEqualTo("1.0 KB");
    assertThat(Figures.bytes(999_949)).isEqualTo("999.9 KB");
    assertThat(Figures.bytes(999_950)).isEqualTo("1.0 MB");
    assertThat(Figures.bytes(12_345_678_901L)).isEqualTo("12.3 GB");
    assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9223.4 PB");
  }

  @Test
  void ratesAreAsExactAsTheyAreLarge() {
    assertThat(Figures.rate(0)).isEqualTo("0.00");
    assertThat(Figures.rate(0.424)).isEqualTo("0.42");
    assertThat(Figures.rate(7.25)).isEqualTo("7.3");
    assertThat(Figures.rate(1_234.4)).isEqualTo("1,234");
  }
}
