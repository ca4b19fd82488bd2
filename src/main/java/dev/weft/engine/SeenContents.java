package dev.weft.engine;

import dev.weft.frontier.Ends;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.url.CrawlUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first URLs of the contents that were seen lately, by their digests, so that a copy names its
 * original. The loop's.
 */
final class SeenContents {
  /** Contents that are remembered, some 250 bytes each; copies mostly stand near each other. */
  private static final int CONTENTS_MAX = 1 << 15;

  private static final int ENDS_AT_ONCE = 1 << 12;

  private final Map<String, CrawlUrl> first =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CrawlUrl> eldest) {
          return size() > CONTENTS_MAX;
        }
      };

  private SeenContents() {}

  /** Remembers what the latest visits of earlier runs have seen; reads the state, blocks. */
  static SeenContents of(Storage storage) {
    SeenContents contents = new SeenContents();
    FrontierState state = storage.stateOrNull();
    long finished = storage.recovered().finished();
    long next = Math.max(0, finished - CONTENTS_MAX);
    while (state != null && next < finished) {
      Ends ends = state.ends(next, finished, ENDS_AT_ONCE);
      ends.last().forEach(contents::restore);
      next = ends.next();
    }
    return contents;
  }

  private void restore(Ends.Numbered each) {
    UrlOutcome outcome = each.end().outcome();
    if (outcome != null && outcome.digest() != null) {
      first.putIfAbsent(outcome.digest(), each.end().url().candidate().url());
    }
  }

  /** The URL at which a page's content was seen first; null if that is its own, or none. */
  @Nullable CrawlUrl original(Page page) {
    Page.Content content = page.content();
    Page.Reply reply = page.reply();
    boolean isWhole =
        page.disposition() == Disposition.FETCHED
            && page.request() == null
            && reply != null
            && reply.truncation() == null;
    if (!isWhole || content == null || content.digest() == null || content.bytes() == 0) {
      return null;
    }
    CrawlUrl known = first.putIfAbsent(content.digest(), page.url());
    return page.url().equals(known) ? null : known;
  }
}
