package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Lease;
import dev.weft.page.IndexWish;
import dev.weft.page.Page;
import dev.weft.page.Truncation;
import dev.weft.parse.ContentParser;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.RobotsMeta;
import dev.weft.parse.extract.Extraction;
import dev.weft.robots.PageRobots;
import dev.weft.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the crawl learns of an answer that was parsed: its content and what is wrong with it, what
 * it asks of robots, the URL it is a copy of, what rules found, and its links. Any thread.
 */
final class PageReading {
  /** The error code of a page that lacks what a rule requires. */
  private static final String LACKING = "requiredField";

  private final PageWishes wishes;
  private final LinkSieve sieve;

  PageReading(PageWishes wishes, LinkSieve sieve) {
    this.wishes = wishes;
    this.sieve = sieve;
  }

  Arrival read(Lease lease, FetchOutcome.Answered answered, ParsedContent parsed) {
    Arrival.Builder arrival = Arrival.of(lease, cut(answered, parsed.truncation()));
    if (parsed.problem() != null) {
      arrival.error(new Page.PageError(ContentParser.CODING, parsed.problem()));
    }
    PageRobots asked = wishes.of(answered.answer().headers(), metas(parsed.outcome()));
    Page.Content content =
        Page.Content.of(parsed.bytes(), parsed.digest())
            .with(new IndexWish(asked.noindex(), asked.unavailableAfter().orElse(null)));
    if (parsed.outcome() instanceof ParseOutcome.Parsed document) {
      content = read(document, content, lease, asked, arrival);
    } else if (parsed.outcome() instanceof ParseOutcome.Skipped skipped) {
      content = content.withMediaType(skipped.mediaType());
    } else if (parsed.outcome() instanceof ParseOutcome.ParseFailed failed) {
      arrival.unparsed(new Page.PageError(failed.code(), failed.message()));
    }
    return arrival.content(parsed.digest() == null ? null : content).build();
  }

  private static List<RobotsMeta> metas(ParseOutcome outcome) {
    return outcome instanceof ParseOutcome.Parsed document
        ? document.declared().robots()
        : List.of();
  }

  private Page.Content read(
      ParseOutcome.Parsed document,
      Page.Content content,
      Lease lease,
      PageRobots asked,
      Arrival.Builder arrival) {
    LinkSieve.Sorting links = sieve.sorting(lease.candidate());
    CrawlUrl canonical = wishes.canonical(lease.url(), document.declared().canonical());
    if (canonical != null && links.offerCanonical(canonical)) {
      arrival.canonical(canonical);
    }
    Extraction extraction = document.extraction();
    if (extraction.choosesLinks()) {
      links.offerChosen(extraction.links());
    } else {
      links.offerAll(document.outlinks(), wishes.obeyed(asked));
    }
    Page.PageError lack = lack(extraction);
    if (lack != null) {
      arrival.errorIfNone(lack);
    }
    arrival.extraction(extraction).links(links.links());
    return content
        .withMediaType(document.mediaType())
        .with(document.charset(), document.title(), document.outlinkCount())
        .with(extraction.items());
  }

  /** The outcome with a truncation found in its content; what cut the wire body comes first. */
  private static FetchOutcome cut(FetchOutcome.Answered outcome, @Nullable Truncation found) {
    return found == null || outcome.answer().truncation() != null
        ? outcome
        : new FetchOutcome.Answered(outcome.answer().withTruncation(found));
  }

  /** What a page lacks that a rule requires; such a page is fetched and yet not as it should be. */
  private static Page.@Nullable PageError lack(Extraction extraction) {
    for (Extraction.Problem problem : extraction.problems()) {
      if (problem.fault() == Extraction.Fault.MISSING) {
        return new Page.PageError(LACKING, problem.message());
      }
    }
    return null;
  }
}
