package dev.weft.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AceLabelTest {
  @ParameterizedTest
  @CsvSource({
    "zca, \u00df",
    "bcher-kva, b\u00fccher",
    "n3h, \u2603",
    "e28h, \ud83d\ude00",
    "fiq228c5hs, \u4e2d\u6587\u7f51",
    "pokxncvks, \u3253\u32ce\u32cd\u32d3\u32d5\u32d8"
  })
  void decodesPunycode(String punycode, String text) {
    assertThat(AceLabel.decode(punycode)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "ls8h=", "zzzzzzzzzzzzz99999", "99999999", "a_b\u00fc"})
  void whatIsNoPunycodeIsNotDecoded(String label) {
    assertThat(AceLabel.decode(label)).isNull();
  }

  @Test
  void aLabelOfStandInsIsDisguisedWhereverItStands() {
    assertThat(AceLabel.isDisguised("xn--pokxncvks")).isTrue();
    assertThat(AceLabel.isDisguised("a.xn--pokxncvks.example")).isTrue();
    assertThat(AceLabel.isDisguised("xn--")).isTrue();
    assertThat(AceLabel.isDisguised("a.xn--.b")).isTrue();
    assertThat(AceLabel.isDisguised("axn--pokxncvks.example")).isFalse();
    assertThat(AceLabel.isDisguised("xn--bcher-kva.example")).isFalse();
    assertThat(AceLabel.isDisguised("xn--a")).isFalse();
  }
}
