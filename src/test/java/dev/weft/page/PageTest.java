package dev.weft.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.url.CrawlUrl;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PageTest {
  private static final CrawlUrl URL = CrawlUrl.parse("http://a.test/").orElseThrow();
  private static final CrawlUrl OTHER = CrawlUrl.parse("http://b.test/").orElseThrow();

  @Test
  void whatIsChangedAboutAPageLeavesTheRestAsItIs() {
    Page.Comparison copy = new Page.Comparison(Change.CHANGED, "xxh3:0", Instant.EPOCH, OTHER);
    Page page =
        Page.of(URL, Disposition.FETCHED, Instant.EPOCH)
            .request("POST xxh3:1")
            .visit(3)
            .discovery(new Page.Discovery(2, OTHER, null))
            .attempts(4)
            .content(Page.Content.of(5, "xxh3:1"))
            .redirectTo(OTHER)
            .error(new Page.PageError("code", "message"))
            .comparison(copy)
            .build();

    assertThat(page.toBuilder().build()).isEqualTo(page);
    Page.Content other = Page.Content.of(6, "xxh3:2");
    assertThat(page.with(other).comparison()).isEqualTo(copy);
    assertThat(page.with(other).with(page.content())).isEqualTo(page);
  }
}
