package dev.weft.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameServersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, /192.0.2.1:53",
    "192.0.2.1:5353, /192.0.2.1:5353",
    "2001:db8::1, /[2001:db8:0:0:0:0:0:1]:53",
    "[2001:db8::1], /[2001:db8:0:0:0:0:0:1]:53",
    "[2001:db8::1]:5353, /[2001:db8:0:0:0:0:0:1]:5353",
  })
  void anAddressWithOrWithoutAPort(String text, String address) {
    assertThat(NameServers.parse(text).orElseThrow()).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ns.example.com",
        "192.0.2.1:0",
        "192.0.2.1:99999",
        "192.0.2.1:x",
        "[::1",
        "[::1]x",
        "192.0.2.1 ",
        ":53"
      })
  void allElseIsNone(String text) {
    assertThat(NameServers.parse(text)).isEmpty();
  }

  @Test
  void theSystemsAreReadFromItsFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("resolv.conf"),
            """
            # comment
            search example.com
            nameserver 192.0.2.1
            nameserver fe80::1%eth0
            nameserver nonsense
            options edns0
            nameserver 192.0.2.3
            nameserver 192.0.2.4
            """);

    assertThat(NameServers.of(file))
        .extracting(server -> server.getAddress().getHostAddress())
        .containsExactly("192.0.2.1", "fe80:0:0:0:0:0:0:1", "192.0.2.3");
  }

  @Test
  void aSystemWithoutNameServersIsTold() {
    assertThatThrownBy(() -> NameServers.of(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no name server");
  }
}
