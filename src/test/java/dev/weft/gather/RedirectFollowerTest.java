package dev.weft.gather;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gather.RedirectFollower.Follow;
import dev.weft.gather.RedirectFollower.Refuse;
import dev.weft.gather.RedirectFollower.Stay;
import dev.weft.gather.RedirectFollower.Step;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectFollowerTest {
  private static final CrawlUrl HOME = url("https://example.com/form");
  private static final Body CONTENT = Body.wrap("a=1".getBytes(UTF_8), 3);

  private final RedirectFollower follower = new RedirectFollower(10);

  @ParameterizedTest
  @CsvSource({
    "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
    "301, PUT, PUT", "302, DELETE, DELETE", "303, PUT, GET", "303, HEAD, HEAD", "301, HEAD, HEAD",
    "303, GET, GET", "307, GET, GET",
  })
  void methodAndContentChangeAsTheStandardSays(int status, String method, String then) {
    Follow follow = (Follow) after(Ask.first(HOME, method, CONTENT), status, "/next", List.of());

    assertThat(follow.next().method()).isEqualTo(then);
    assertThat(follow.next().content()).isSameAs(then.equals(method) ? CONTENT : Body.EMPTY);
    assertThat(follow.next().isRewritten()).isEqualTo(!then.equals(method));
    assertThat(follow.next().url()).isEqualTo(url("https://example.com/next"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 300, 304, 305, 306, 399, 404, 500})
  void otherStatusesStay(int status) {
    assertThat(after(get(HOME), status, "/next", List.of())).isInstanceOf(Stay.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/form",
        "https://example.com:8443/",
        "https://www.example.com/",
        "https://example.org/"
      })
  void hostile01_02_anotherOriginIsNotHomeNorIsTheWayBack(String elsewhere) {
    Ask away = ((Follow) after(get(HOME), 302, elsewhere, List.of())).next();
    Ask back = ((Follow) after(away, 302, "https://example.com/other", List.of())).next();

    assertThat(away.isHome()).isFalse();
    assertThat(back.isHome()).isFalse();
  }

  @Test
  void sameOriginIsHome() {
    assertThat(((Follow) after(get(HOME), 302, "HTTPS://EXAMPLE.com:443/x", List.of())).next())
        .isEqualTo(new Ask(url("https://example.com/x"), "GET", Body.EMPTY, true, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.com/",
        "data:text/html,x",
        "jar:file:///a.jar!/b",
        "javascript:alert(1)",
        "about:blank"
      })
  void hostile03_onlyHttpIsFollowed(String target) {
    assertThat(code(after(get(HOME), 302, target, List.of()))).isEqualTo("redirectForbidden");
  }

  @Test
  void hostile07_chainEndsAtTheLimitAndALoopAtOnce() {
    List<Hop> hops = new ArrayList<>();
    Ask ask = get(HOME);
    for (int i = 0; i < 10; i++) {
      Ask next = ((Follow) after(ask, 302, "/" + i, hops)).next();
      hops.add(new Hop(ask.url(), ask.method(), 302, next.url()));
      ask = next;
    }

    assertThat(code(after(ask, 302, "/10", hops))).isEqualTo("redirectLimit");
    List<Hop> five = hops.subList(0, 5);
    assertThat(code(after(get(url("https://example.com/4")), 302, "/2", five)))
        .isEqualTo("redirectLoop");
    assertThat(code(after(get(HOME), 302, "#top", List.of()))).isEqualTo("redirectLoop");
  }

  @Test
  void aFormThatLeadsToItsOwnAddressIsNoLoop() {
    Step step = after(Ask.first(HOME, "POST", CONTENT), 303, "/form", List.of());

    assertThat(((Follow) step).next().method()).isEqualTo("GET");
  }

  @Test
  void hostile08_locationThatIsNoUrlIsRefused() {
    assertThat(code(after(get(HOME), 302, "https://exa mple.com/", List.of())))
        .isEqualTo("redirectMalformed");
    Answer bare = answer(302, Headers.NONE);
    assertThat(code(follower.after(get(HOME), bare, List.of()))).isEqualTo("redirectMalformed");
  }

  @Test
  void nothingIsFollowedIfNothingShallBe() {
    Answer answer = answer(302, Headers.of("Location", "/next"));

    assertThat(new RedirectFollower(0).after(get(HOME), answer, List.of()))
        .isInstanceOf(Stay.class);
  }

  @Test
  void onlyFieldsThatTellNothingGoEverywhere() {
    Headers given =
        Headers.of("X-Api-Key", "k", "ACCEPT-language", "de", "Cookie", "c", "Referer", "r");

    assertThat(RedirectFollower.harmless(given).toString()).isEqualTo("ACCEPT-language: de\n");
  }

  private Step after(Ask asked, int status, String location, List<Hop> before) {
    return follower.after(asked, answer(status, Headers.of("Location", location)), before);
  }

  private static Answer answer(int status, Headers headers) {
    return new Answer(status, headers, Body.EMPTY, null, FetchTimings.NONE, null, "http/1.1");
  }

  private static String code(Step step) {
    return ((Refuse) step).why().code();
  }

  private static Ask get(CrawlUrl url) {
    return Ask.first(url, "GET", Body.EMPTY);
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }
}
