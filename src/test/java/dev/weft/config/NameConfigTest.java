package dev.weft.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.ResolverKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameConfigTest {
  @Test
  void theSystemLooksNamesUpUnlessServersAreNamed() throws ConfigException {
    assertThat(read(Map.of()).resolver()).isEqualTo(ResolverKind.SYSTEM);

    CrawlConfig named =
        read(
            Map.of(CrawlOption.NAME_SERVERS, List.of("192.0.2.1,[2001:db8::1]:5353", "192.0.2.2")));

    assertThat(named.resolver()).isEqualTo(ResolverKind.ASYNC);
    assertThat(named.nameServers())
        .extracting(server -> server.getAddress().getHostAddress() + " " + server.getPort())
        .containsExactly("192.0.2.1 53", "2001:db8:0:0:0:0:0:1 5353", "192.0.2.2 53");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ns.example.com", "192.0.2.1:x", "", "192.0.2.1,x"})
  void aNameServerIsAnAddress(String text) {
    assertThatThrownBy(() -> read(Map.of(CrawlOption.NAME_SERVERS, List.of(text))))
        .hasMessageStartingWith("--name-servers is ")
        .hasMessageContaining("must be addresses such as 192.0.2.1");
  }

  @Test
  void whatCannotBeTogetherIsTold() {
    Map<CrawlOption, List<String>> both = new HashMap<>();
    both.put(CrawlOption.RESOLVER, List.of("system"));
    both.put(CrawlOption.NAME_SERVERS, List.of("192.0.2.1"));

    assertThatThrownBy(() -> read(both)).hasMessageStartingWith("--resolver is system, which asks");
    assertThatThrownBy(() -> read(Map.of(CrawlOption.RESOLVER, List.of("dns"))))
        .hasMessage("--resolver is dns; must be system or async");
  }

  private static CrawlConfig read(Map<CrawlOption, List<String>> flags) throws ConfigException {
    return new ConfigReader("1.0").flags(flags).read();
  }
}
