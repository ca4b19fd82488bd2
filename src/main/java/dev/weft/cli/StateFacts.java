package dev.weft.cli;

import dev.weft.engine.CrawlHistory;
import dev.weft.engine.Engine;
import dev.weft.engine.RevisitRun;
import dev.weft.frontier.Candidate;
import dev.weft.frontier.FinishedUrl;
import dev.weft.frontier.FrontierState;
import dev.weft.frontier.QueuedUrl;
import dev.weft.frontier.Recovered;
import dev.weft.frontier.SitemapRole;
import dev.weft.frontier.UrlOutcome;
import dev.weft.page.Disposition;
import dev.weft.report.Attempt;
import dev.weft.report.CrawlEnd;
import dev.weft.scope.Scope;
import dev.weft.scope.ScopeDecision;
import dev.weft.scope.Seed;
import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is committed of a crawl, as facts: of one URL, or of what a next run would wait for. */
final class StateFacts {
  private static final String ADMITTED = "admitted";
  private static final String FOUND_ON = "found on";

  /** Pages from a URL back to its seed that are told; longer chains are traps. */
  private static final int CHAIN_MAX = 30;

  private static final int HOSTS_MAX = 1_000;

  /** Rules that look at the page of a link, or at other links, and not at its URL. */
  private static final List<String> PAGE_RULES =
      List.of("nofollow page", "rel=nofollow", "max-urls-per-pattern", "max-hops", "pages ");

  private final FrontierState state;
  private final Recovered recovered;
  private final CrawlHistory history;
  private final @Nullable ScopeFile scope;

  StateFacts(FrontierState state, Recovered recovered, Path folder) {
    this.state = state;
    this.recovered = recovered;
    this.history = CrawlHistory.of(recovered);
    this.scope = ScopeFile.read(OutputFolder.state(folder)).orElse(null);
  }

  /** Of one URL; {@code isLive} where a run tells what it waits for now. */
  List<Fact> of(CrawlUrl url, boolean isLive) {
    List<Fact> facts = new ArrayList<>();
    long fingerprint = recovered.fingerprinter().fingerprint(url);
    Optional<FinishedUrl> finished = state.finished(fingerprint);
    Optional<QueuedUrl> queued =
        recovered.queued().of(url.origin().toString()) > 0
            ? state.queued(url.origin(), fingerprint)
            : Optional.empty();
    Optional<Candidate> known =
        queued.or(() -> finished.map(FinishedUrl::url)).map(QueuedUrl::candidate);
    if (known.isEmpty()) {
      unknown(url, facts);
      return facts;
    }
    admitted(known.get(), facts);
    found(known.get(), facts);
    List<Attempt> attempts = history.attempts(fingerprint);
    finished.ifPresent(end -> finished(end, attempts, facts));
    queued.ifPresentOrElse(
        waits -> queued(waits, attempts, isLive, facts),
        () -> finished.flatMap(this::due).ifPresent(facts::add));
    return facts;
  }

  private void admitted(Candidate url, List<Fact> facts) {
    ScopeDecision decision = decision(url.url(), url.hops());
    Optional<Seed> reaching = scope == null ? Optional.empty() : scope.reaching(url.url());
    String seed = reaching.map(s -> " of the seed " + s.url() + " (" + s.source() + ")").orElse("");
    if (url.seed()) {
      facts.add(new Fact(ADMITTED, "as a seed" + seedPlace(url.url())));
    } else if (decision == null) {
      facts.add(new Fact(ADMITTED, "by the scope of an earlier run"));
    } else if (decision.admitted()) {
      facts.add(new Fact(ADMITTED, "by the scope `" + decision.rule() + "`" + seed));
    } else {
      String rule = scope == null ? decision.rule() : scope.placed(decision.rule());
      facts.add(new Fact(ADMITTED, "by an earlier run; today's scope leaves it out by " + rule));
    }
  }

  private String seedPlace(CrawlUrl url) {
    return scope == null
        ? ""
        : scope.seeds().stream()
            .filter(seed -> seed.url().equals(url))
            .map(seed -> " (" + seed.source() + ")")
            .findFirst()
            .orElse(" by the redirect of another seed");
  }

  /** The pages that lead here, the nearest first. */
  private void found(Candidate url, List<Fact> facts) {
    Candidate at = url;
    for (int i = 0; i < CHAIN_MAX; i++) {
      CrawlUrl from = at.redirectedFrom() != null ? at.redirectedFrom() : at.referrer();
      if (from == null) {
        return;
      }
      Optional<Candidate> page =
          state
              .finished(recovered.fingerprinter().fingerprint(from))
              .map(end -> end.url().candidate());
      String how = at.redirectedFrom() != null ? ", which redirects" : "";
      String seed = page.filter(Candidate::seed).isPresent() ? ", a seed" : "";
      facts.add(new Fact(FOUND_ON, from + how + seed));
      if (page.isEmpty() || page.get().url().equals(at.url())) {
        return;
      }
      at = page.get();
    }
    facts.add(new Fact(FOUND_ON, "… and more pages before that"));
  }

  private void finished(FinishedUrl end, List<Attempt> attempts, List<Fact> facts) {
    facts.addAll(StandingFacts.attempts(attempts));
    UrlOutcome outcome = end.outcome();
    if (outcome == null) {
      facts.add(new Fact("left out", "when its turn came, as the scope had changed; no record"));
      return;
    }
    boolean denied = outcome.disposition() == Disposition.ROBOTS_DENIED;
    if (denied) {
      String rule =
          "robotsDenied".equals(outcome.error())
              ? history
                  .denial(end.url().candidate().url())
                  .map(verdict -> "denied by " + verdict.place())
                  .orElse("denied; the line is not remembered, the record tells it")
              : "robots.txt could not be had, so nothing may be fetched";
      facts.add(new Fact(StandingFacts.ROBOTS, rule));
    }
    String disposition = outcome.disposition().code();
    String error = disposition.equals(outcome.error()) ? null : outcome.error();
    String word = outcome.status() != null ? "status " + outcome.status() : error;
    int tries = Math.max(attempts.size(), end.usage().requestMade() ? end.url().attempts() + 1 : 0);
    facts.add(
        new Fact(
            "finished",
            disposition
                + (word == null ? "" : ", " + word)
                + ", "
                + StandingFacts.time(Instant.ofEpochMilli(outcome.fetchedAtMillis()))
                + ", visit "
                + end.url().visit()
                + ", "
                + Figures.count(tries, "request", "requests")));
  }

  /** When a URL without a visit in the queue is fetched again; empty if it has no record. */
  private Optional<Fact> due(FinishedUrl end) {
    return Optional.ofNullable(end.outcome())
        .map(outcome -> new Fact(StandingFacts.DUE, whenDue(end)));
  }

  private String whenDue(FinishedUrl end) {
    Candidate url = end.url().candidate();
    ScopeDecision decision = decision(url.url(), url.hops());
    RevisitRun run = RevisitRun.of(recovered);
    if (url.sitemap() != SitemapRole.NONE) {
      return "in a revisit: when what names this sitemap is read and does not say that it is"
          + " unchanged, or by its age";
    }
    if (decision != null && !decision.admitted()) {
      return "not again: today's scope leaves it out";
    }
    if (run.isStillToQueue(end)) {
      return "now: the revisit that has begun, run " + run.number() + ", has not come to it";
    }
    return Optional.ofNullable(scope)
        .flatMap(ScopeFile::revisit)
        .or(run::age)
        .map(age -> dueAt(end, age))
        .orElse("not again, unless `weft crawl --revisit TIME` says how old it may become");
  }

  private static String dueAt(FinishedUrl end, Duration age) {
    return RevisitRun.dueAt(end, age)
        .map(at -> "in a revisit from " + StandingFacts.time(at) + " on, when it is ")
        .map(text -> text + Figures.time(age) + " old")
        .orElse("not again: what it sends is sent once");
  }

  private void queued(QueuedUrl waits, List<Attempt> attempts, boolean isLive, List<Fact> facts) {
    if (isLive) {
      facts.add(new Fact("queued", waiting(waits) + " (as of the last commit)"));
      return;
    }
    facts.addAll(StandingFacts.attempts(attempts));
    facts.add(new Fact("queued", waiting(waits)));
    Instant rest = history.rests().get(waits.candidate().url().host());
    boolean rests = rest != null && rest.isAfter(Instant.now());
    facts.add(
        new Fact(
            StandingFacts.DUE,
            "when a run goes on here"
                + (rests ? ", not before its host's rest ends at " + rest : "")));
  }

  private String waiting(QueuedUrl url) {
    long count = recovered.queued().of(url.candidate().url().origin().toString());
    return (url.visit() > 1 ? "for visit " + url.visit() + ", " : "")
        + waiting(count)
        + " at "
        + url.candidate().url().origin();
  }

  private static String waiting(long count) {
    return Figures.count(count, "URL waits", "URLs wait");
  }

  private void unknown(CrawlUrl url, List<Fact> facts) {
    ScopeDecision decision = decision(url, 0);
    if (decision == null) {
      facts.add(new Fact("not admitted", "and the folder does not tell the scope of its crawl"));
    } else if (decision.admitted()) {
      facts.add(new Fact("not admitted", "no page that was read has a link to it that was taken"));
      facts.add(new Fact("scope", "would admit it by `" + decision.rule() + "`"));
      byPage(facts);
    } else {
      String rule = scope == null ? decision.rule() : scope.placed(decision.rule());
      facts.add(new Fact("not admitted", "out of scope by " + rule));
    }
  }

  /** Links that were left out by rules which this URL alone cannot answer for. */
  private void byPage(List<Fact> facts) {
    Engine.checkpoint(recovered).totals().outOfScope().entrySet().stream()
        .filter(rule -> PAGE_RULES.stream().anyMatch(rule.getKey()::startsWith))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            rule ->
                facts.add(
                    new Fact(
                        "perhaps",
                        "it is one of "
                            + Figures.count(rule.getValue())
                            + " links left out by "
                            + rule.getKey())));
  }

  private @Nullable ScopeDecision decision(CrawlUrl url, int hops) {
    if (scope == null || scope.seeds().isEmpty()) {
      return null;
    }
    Scope whole = history.widened(scope.scope());
    return whole.decide(url, hops);
  }

  /** What the next run would wait for, host by host. */
  List<Fact> idle(Optional<String> lastEnd) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            StandingFacts.NOW,
            "no run; "
                + waiting(recovered.queuedUrls())
                + " for the next one"
                + lastEnd.map(StateFacts::ended).orElse("")));
    Map<HostName, Long> queued = new HashMap<>();
    state.eachOrigin((origin, count) -> queued.merge(origin.host(), count, Long::sum));
    Map<HostName, Instant> rests = history.rests();
    queued.entrySet().stream()
        .sorted(Map.Entry.<HostName, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(HOSTS_MAX)
        .forEach(
            host ->
                facts.add(
                    new Fact(
                        host.getKey().toString(),
                        waiting(host.getValue())
                            + " for the next run"
                            + rest(rests.get(host.getKey())))));
    return facts;
  }

  private static String ended(String end) {
    return end.equals(CrawlEnd.FINISHED.code())
        ? ", the last one came to its end"
        : ", the last one ended by " + end;
  }

  private static String rest(@Nullable Instant until) {
    return until == null || !until.isAfter(Instant.now())
        ? ""
        : ", and for the end of a rest at " + StandingFacts.time(until);
  }
}
