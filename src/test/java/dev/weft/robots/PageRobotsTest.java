package dev.weft.robots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        "unavailable_after: 25 Jun 2010 15:00:00 PST   | false | false",
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
}
