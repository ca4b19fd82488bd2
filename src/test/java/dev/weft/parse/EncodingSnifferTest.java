package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.corpora.Corpora;
import dev.weft.page.Body;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncodingSnifferTest {
  @Test
  void documentsOfTheHtml5LibSuiteAreSniffedAsItSays() throws IOException {
    Map<Integer, String> wrong = new TreeMap<>();
    List<JsonNode> rows = Corpora.jsonList("html5lib-encoding.json");
    for (int i = 0; i < rows.size(); i++) {
      byte[] bytes = Base64.getDecoder().decode(rows.get(i).get("data_b64").asText());
      String expected = rows.get(i).get("encoding").asText();
      Encoding sniffed = sniff(bytes);
      if (Encoding.ofLabel(expected).filter(sniffed::equals).isEmpty()) {
        String html = new String(bytes, ISO_8859_1);
        wrong.put(
            i,
            expected
                + " but was "
                + sniffed.name()
                + ": "
                + html.substring(0, Math.min(html.length(), 300)));
      }
    }

    assertThat(rows).hasSize(82);
    assertThat(wrong.keySet()).as(String.join("\n", wrong.values())).isEqualTo(Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "iso-8859-1,     windows-1252",
    "' UTF8 ',       utf-8",
    "gb2312,         gbk",
    "Shift_JIS,      shift_jis",
    "ks_c_5601-1987, euc-kr",
    "unicode,        utf-16le",
    "latin5,         windows-1254",
    "big5-hkscs,     big5",
  })
  void labelsMeanWhatTheEncodingStandardSays(String label, String name) {
    assertThat(Encoding.ofLabel(label)).map(Encoding::name).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"utf-7", "iso-2022-kr", "hz-gb-2312", "nonsense", "''"})
  void whatTheStandardDoesNotDecodeIsNoEncoding(String label) {
    assertThat(Encoding.ofLabel(label)).isEmpty();
  }

  @Test
  void theByteOrderMarkOutranksTheHeaderAndTheHeaderOutranksMeta() {
    byte[] marked = "\uFEFF<meta charset=koi8-r>".getBytes(UTF_8);
    byte[] plain = "<meta charset=koi8-r>".getBytes(UTF_8);

    assertThat(EncodingSniffer.sniff(body(marked), "windows-1251").encoding().name())
        .isEqualTo("utf-8");
    assertThat(EncodingSniffer.sniff(body(marked), "windows-1251").markBytes()).isEqualTo(3);
    assertThat(EncodingSniffer.sniff(body(plain), "windows-1251").encoding().name())
        .isEqualTo("windows-1251");
    assertThat(EncodingSniffer.sniff(body(plain), "nonsense").encoding().name())
        .isEqualTo("koi8-r");
  }

  @Test
  void unnamedBytesAreUtf8IfTheyCanBe() {
    assertThat(sniff("caf\u00e9".getBytes(UTF_8))).isEqualTo(Encoding.UTF8);
    assertThat(sniff("caf\u00e9 au lait".getBytes(ISO_8859_1))).isEqualTo(Encoding.WINDOWS_1252);
    assertThat(sniff("plain".getBytes(UTF_8))).isEqualTo(Encoding.WINDOWS_1252);
    assertThat(sniff(new byte[] {'a', (byte) 0xE2, (byte) 0x82})).isEqualTo(Encoding.UTF8);
    assertThat(sniff(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'a'}))
        .as("a surrogate in UTF-8")
        .isEqualTo(Encoding.WINDOWS_1252);
  }

  private static Encoding sniff(byte[] bytes) {
    return EncodingSniffer.sniff(body(bytes), null).encoding();
  }

  private static Body body(byte[] bytes) {
    return Body.wrap(bytes, bytes.length);
  }
}
