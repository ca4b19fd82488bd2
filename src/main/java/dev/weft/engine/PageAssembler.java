package dev.weft.engine;

import dev.weft.fetch.FetchOutcome;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.Lease;
import dev.weft.page.Answer;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.page.Page.PageError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the record of a finished lease. */
final class PageAssembler {
  private final boolean keepBodies;
  private final Submissions submissions;

  PageAssembler(boolean keepBodies, Submissions submissions) {
    this.submissions = submissions;
    this.keepBodies = keepBodies;
  }

  /** The record of a URL for which no request was made. */
  Page withoutRequest(Lease lease, Disposition disposition, PageError error, Instant now) {
    return page(lease, disposition, now).attempts(lease.attempts()).error(error).build();
  }

  /** The record of a URL whose last request, unless a hook kept it back, ended in this arrival. */
  Page of(Arrival arrival, Disposition disposition, Instant now, long lookUpNanos) {
    Page.Builder page =
        page(arrival.lease(), disposition, now)
            .attempts(arrival.lease().attempts() + (arrival.isOfRequest() ? 1 : 0))
            .content(arrival.content())
            .redirectTo(arrival.redirectTo())
            .error(arrival.contentError());
    if (arrival.outcome() instanceof FetchOutcome.Answered answered) {
      page.reply(reply(answered.answer(), arrival.content(), lookUpNanos));
    } else if (arrival.outcome() instanceof FetchOutcome.Failed failed) {
      page.error(new PageError(failed.reason().code(), failed.message()));
    }
    return page.build();
  }

  private Page.Builder page(Lease lease, Disposition disposition, Instant now) {
    Candidate from = lease.candidate();
    return Page.of(lease.url(), disposition, now)
        .request(submissions.label(lease))
        .visit(lease.visit())
        .discovery(new Page.Discovery(from.hops(), from.referrer(), from.redirectedFrom()));
  }

  private Page.Reply reply(Answer answer, Page.@Nullable Content content, long lookUpNanos) {
    String header = answer.headers().firstOrNull("content-type");
    return new Page.Reply(
        answer.status(),
        answer.headers(),
        header != null || content == null ? header : content.mediaType(),
        answer.wireBytes(),
        answer.truncation(),
        answer.timings().withDns(lookUpNanos),
        answer.protocol(),
        keepBodies ? answer.body() : null,
        keepBodies ? answer.transcript() : null);
  }
}
