package dev.weft.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.ProxyRules;
import dev.weft.page.Headers;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestRulesTest {
  private static final CrawlUrl A = url("https://a.example/x");

  @Test
  void sensitiveHeadersGoToNamedOriginsOnly() {
    RequestRules rules =
        RequestRules.NONE.withHeaders(
            Headers.of("Authorization", "secret", "COOKIE", "a=b", "X-Any", "1"));

    assertThat(names(rules.headersFor(A, true)))
        .containsExactly("Authorization", "COOKIE", "X-Any");
    assertThat(names(rules.headersFor(A, false))).containsExactly("X-Any");
  }

  @Test
  void aPatternDoesNotCarrySensitiveHeadersElsewhere() {
    RequestRules rules =
        RequestRules.NONE.withHeaderRules(
            List.of(rule("*", Headers.of("Proxy-Authorization", "secret", "X-Any", "1"))));

    assertThat(names(rules.headersFor(A, false))).containsExactly("X-Any");
    assertThat(names(rules.headersFor(A, true))).containsExactly("Proxy-Authorization", "X-Any");
  }

  @Test
  void hostile02_aCredentialGoesToItsSchemeHostAndPortAlone() {
    Credential credential = Credential.basic(A.origin(), "me", "open sesame");
    RequestRules rules = RequestRules.NONE.withCredentials(List.of(credential));

    assertThat(rules.headersFor(A, false).first("authorization"))
        .contains("Basic bWU6b3BlbiBzZXNhbWU=");
    for (String elsewhere :
        List.of("http://a.example/x", "https://a.example:8443/x", "https://b.a.example/x")) {
      assertThat(rules.headersFor(url(elsewhere), true).size()).as(elsewhere).isZero();
    }
  }

  @Test
  void theMoreParticularFieldHolds() {
    RequestRules rules =
        RequestRules.NONE
            .withHeaders(Headers.of("Authorization", "general", "Accept-Language", "en"))
            .withCredentials(List.of(Credential.bearer(A.origin(), "tok-en")))
            .withHeaderRules(
                List.of(
                    rule("*", Headers.of("accept-language", "de")),
                    rule("re:/x$", Headers.of("Accept-Language", "fr"))));

    assertThat(rules.headersFor(A, true).first("authorization")).contains("Bearer tok-en");
    assertThat(rules.headersFor(A, true).all("accept-language")).containsExactly("fr");
    assertThat(rules.headersFor(url("https://a.example/y"), true).all("accept-language"))
        .containsExactly("de");
  }

  @Test
  void throughAProxyItsHostIsReachedInstead() {
    RequestRules rules =
        RequestRules.NONE.withProxies(ProxyRules.of("http://proxy.example:3128", "b.example"));
    Origin direct = url("http://b.example/").origin();
    List<InetAddress> addresses = List.of(InetAddress.getLoopbackAddress());

    FetchRequest request = rules.get(A, true, addresses, 0, 10);

    assertThat(rules.reachedAt(A.origin())).hasToString("proxy.example");
    assertThat(rules.reachedAt(direct)).hasToString("b.example");
    assertThat(request.proxy()).hasValueSatisfying(p -> assertThat(p.port()).isEqualTo(3128));
    assertThat(rules.get(url("http://b.example/"), true, addresses, 0, 10).proxy()).isEmpty();
  }

  @Test
  void noSecretShows() {
    RequestRules rules =
        RequestRules.NONE
            .withHeaders(Headers.of("Authorization", "hush"))
            .withCredentials(List.of(Credential.bearer(A.origin(), "hush")))
            .withHeaderRules(List.of(rule("*", Headers.of("Cookie", "hush"))));
    FetchRequest request = rules.get(A, true, List.of(InetAddress.getLoopbackAddress()), 0, 10);

    assertThat(rules + " " + request).doesNotContain("hush");
  }

  @Test
  void whatNoHeaderCanSayIsRefused() {
    Origin origin = A.origin();

    assertThatThrownBy(() -> Credential.basic(origin, "a:b", "c"))
        .hasMessageContaining("a colon")
        .hasMessageNotContaining("a:b");
    assertThatThrownBy(() -> Credential.basic(origin, "a", "b\nc")).hasMessageContaining("control");
    assertThatThrownBy(() -> Credential.bearer(origin, "a b"))
        .hasMessageContaining("https://a.example")
        .hasMessageNotContaining("a b");
    Credential one = Credential.bearer(origin, "a");
    assertThatThrownBy(() -> RequestRules.NONE.withCredentials(List.of(one, one)))
        .hasMessageContaining("two credentials for https://a.example");
  }

  private static HeaderRule rule(String pattern, Headers headers) {
    return new HeaderRule(UrlPattern.of(pattern, "test"), headers);
  }

  private static List<String> names(Headers headers) {
    return IntStream.range(0, headers.size()).mapToObj(headers::name).toList();
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
