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
    return page(lease, disposition, lease.attempts(), now, null, null, error);
  }

  /** The record of a URL whose last request, unless a hook kept it back, ended in this arrival. */
  Page of(Arrival arrival, Disposition disposition, Instant now, long lookUpNanos) {
    Page.Reply reply = null;
    PageError error = arrival.contentError();
    if (arrival.outcome() instanceof FetchOutcome.Answered answered) {
      reply = reply(answered.answer(), arrival.content(), lookUpNanos);
    } else if (arrival.outcome() instanceof FetchOutcome.Failed failed) {
      error = new PageError(failed.reason().code(), failed.message());
    }
    int attempts = arrival.lease().attempts() + (arrival.isOfRequest() ? 1 : 0);
    return page(arrival.lease(), disposition, attempts, now, reply, arrival, error);
  }

  private Page page(
      Lease lease,
      Disposition disposition,
      int attempts,
      Instant now,
      Page.@Nullable Reply reply,
      @Nullable Arrival read,
      @Nullable PageError error) {
    Candidate candidate = lease.candidate();
    return new Page(
        lease.url(),
        submissions.label(lease),
        lease.visit(),
        disposition,
        new Page.Discovery(candidate.hops(), candidate.referrer(), candidate.redirectedFrom()),
        attempts,
        now,
        reply,
        read == null ? null : read.content(),
        read == null ? null : read.redirectTo(),
        error);
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
