package dev.weft.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.url.CrawlUrl;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyRulesTest {
  private static Optional<String> proxy(ProxyRules rules, String url) {
    return rules
        .proxyFor(CrawlUrl.parse(url).orElseThrow().origin())
        .map(proxy -> proxy.toString());
  }

  @Test
  void eachSchemeHasItsOwnProxyAndAllProxyIsForTheRest() {
    ProxyRules rules =
        ProxyRules.fromEnvironment(
            Map.of("http_proxy", "http://a:3128/", "ALL_PROXY", "b.example:80"));

    assertThat(proxy(rules, "http://x.example/")).contains("a:3128");
    assertThat(proxy(rules, "https://x.example/")).contains("b.example:80");
  }

  @Test
  void aClientOfACgiProgramCannotSetTheProxy() {
    assertThat(ProxyRules.fromEnvironment(Map.of("HTTP_PROXY", "http://evil:1")).isEmpty())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org/, false",
    "http://www.example.org/, false",
    "http://badexample.org/, true",
    "http://corp.test/, false",
    "http://corp.test:8080/, true",
    "http://10.0.0.7/, false",
    "http://localhost/, false",
    "http://a.localhost/, false",
    "http://127.0.0.1/, false",
    "http://[::1]/, false",
    "http://other.example/, true"
  })
  void hostsNamedInNoProxyAreReachedWithout(String url, boolean proxied) {
    ProxyRules rules = ProxyRules.of("p:8", ".example.org, corp.test:80 10.0.0.7");

    assertThat(proxy(rules, url).isPresent()).isEqualTo(proxied);
  }

  @Test
  void aStarMeansNoProxyAtAll() {
    assertThat(proxy(ProxyRules.of("p:8", "*"), "http://a.example/")).isEmpty();
  }

  @Test
  void credentialsAreDecodedSentAsBasicAndNeverPrinted() {
    ProxyRules rules = ProxyRules.of("http://us%65r:p%40ss+w@proxy.test:3128", "");
    Proxy proxy =
        rules.proxyFor(CrawlUrl.parse("http://a.test/").orElseThrow().origin()).orElseThrow();

    assertThat(proxy.authorization()).contains("Basic dXNlcjpwQHNzK3c=");
    assertThat(proxy.toString()).isEqualTo("proxy.test:3128");
  }

  @ParameterizedTest
  @CsvSource({"socks5://secret:word@p:1", "https://p:1", "http://"})
  void whatIsNoHttpProxyIsRefusedWithoutItsPassword(String value) {
    assertThatThrownBy(() -> ProxyRules.of(value, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be the address of an HTTP proxy")
        .hasMessageNotContaining("word");
  }
}
