package dev.weft.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageRobotsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noindex                                       | true  | false",
        "NoFollow                                      | false | true",
        "none                                          | true  | true",
        "all, max-snippet:-1                           | false | false",
        "noindex , nofollow                            | true  | true",
        "weft: noindex                                 | true  | false",
        "Weft:noindex,nofollow                         | true  | true",
        "otherbot: none                                | false | false",
        "otherbot: noindex, nofollow                   | false | false",
        "otherbot: none, weft: nofollow                | false | true",
        "nofollow, otherbot: noindex                   | false | true",
        "*: noindex                                    | true  | false",
        "max-snippet:-1, noindex                       | true  | false",
        "noindex;nofollow                              | false | false",
        "''                                            | false | false"
      })
  void aHeaderFieldIsReadForThisCrawler(String field, boolean noindex, boolean nofollow) {
    assertThat(PageRobots.ofHeaders(List.of(field), "weft"))
        .isEqualTo(new PageRobots(noindex, nofollow));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noindex             | true  | false",
        "NOINDEX,NOFOLLOW    | true  | true",
        "noindex nofollow    | true  | true",
        "none                | true  | true",
        "index, follow       | false | false"
      })
  void aMetaIsRead(String content, boolean noindex, boolean nofollow) {
    assertThat(PageRobots.ofMeta(content)).isEqualTo(new PageRobots(noindex, nofollow));
  }

  @ParameterizedTest
  @CsvSource({"otherbot: nofollow,weft: noindex,true,false", "noindex,nofollow,true,true"})
  void severalFieldsAddUp(String first, String second, boolean noindex, boolean nofollow) {
    assertThat(PageRobots.ofHeaders(List.of(first, second), "weft"))
        .isEqualTo(new PageRobots(noindex, nofollow));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unavailable_after: 25 Jun 2010 15:00:00 PST           | 2010-06-25T22:00:00Z",
        "unavailable_after: Friday, 25-Jun-10 15:00:00 UTC     | 2010-06-25T15:00:00Z",
        "unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT      | 2010-06-25T15:00:00Z",
        "noindex, unavailable_after: 2010-06-25T15:00:00+02:00 | 2010-06-25T13:00:00Z",
        "unavailable_after: 2010-06-25                         | 2010-06-25T00:00:00Z",
        "weft: unavailable_after: 2010-06-25                   | 2010-06-25T00:00:00Z",
        "unavailable_after: soon                               | ",
        "otherbot: unavailable_after: 2010-06-25               | "
      })
  void theTimeAfterWhichAPageIsGoneIsRead(String field, @Nullable String time) {
    PageRobots asked = PageRobots.ofHeaders(List.of(field), "weft");

    assertThat(asked.unavailableAfter().map(Instant::toString))
        .isEqualTo(Optional.ofNullable(time));
    if (!field.contains("bot:") && !field.startsWith("weft:")) {
      assertThat(PageRobots.ofMeta(field).unavailableAfter()).isEqualTo(asked.unavailableAfter());
    }
  }
}
