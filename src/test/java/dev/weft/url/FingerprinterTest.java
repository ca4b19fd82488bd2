package dev.weft.url;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprinterTest {
  /** SipHash-1-3 of 00 01 02 … under the key 00 01 … 0f, and under the key of zeros. */
  @ParameterizedTest
  @CsvSource({
    "0, abac0158050fc4dc, d1fba762150c532c",
    "1, c9f49bf37d57ca93, 68a914128e01e473",
    "7, d3927d989bb11140, 2f098ab0c751325a",
    "8, 369095118d299a8e, ead411e67ebe2eea",
    "15, d320d86d2a519956, f30eb725bb91c9ea",
    "63, 9d199062b7bbb3a8, 385d3e39e5f37359"
  })
  void agreesWithThePublishedVectors(int length, String counted, String zero) {
    byte[] input = new byte[length + 3];
    for (int i = 0; i < length; i++) {
      input[i + 2] = (byte) i;
    }
    Fingerprinter countedKey = new Fingerprinter(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertThat(Long.toHexString(countedKey.fingerprint(input, 2, length))).isEqualTo(counted);
    assertThat(Long.toHexString(new Fingerprinter(0, 0).fingerprint(input, 2, length)))
        .isEqualTo(zero);
  }

  @Test
  void urlAndItsBytesHaveOneFingerprint() {
    Fingerprinter fingerprinter = new Fingerprinter(3, 4);
    CrawlUrl url = CrawlUrl.parse("http://example.com/a?b").orElseThrow();
    byte[] bytes = url.href().getBytes(US_ASCII);
    assertThat(fingerprinter.fingerprint(url))
        .isEqualTo(fingerprinter.fingerprint(bytes, 0, bytes.length));
  }

  @Test
  void differsByKeyAndByUrl() {
    Set<Long> seen = new HashSet<>();
    for (int key = 0; key < 10; key++) {
      Fingerprinter fingerprinter = new Fingerprinter(key, 0);
      for (int page = 0; page < 10_000; page++) {
        byte[] url = ("http://example.com/" + page).getBytes(US_ASCII);
        seen.add(fingerprinter.fingerprint(url, 0, url.length));
      }
    }
    assertThat(seen).hasSize(100_000);
  }
}
