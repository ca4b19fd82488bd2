package dev.weft.engine;

import dev.weft.parse.Declared;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.url.CrawlUrl;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A parser that reads the pages of a {@link SyntheticWeb}, at once or in a while. */
final class SimulatedParser implements Parser {
  private static final long WHILE_NANOS = 5_000_000;

  private final SyntheticWeb web;
  private final VirtualTime time;
  private final boolean atOnce;

  SimulatedParser(SyntheticWeb web, VirtualTime time, boolean atOnce) {
    this.web = web;
    this.time = time;
    this.atOnce = atOnce;
  }

  @Override
  public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
    ParseOutcome outcome = parsed(request);
    if (atOnce) {
      done.accept(outcome);
    } else {
      time.after(WHILE_NANOS, () -> done.accept(outcome));
    }
  }

  private ParseOutcome parsed(ParseRequest request) {
    Optional<CrawlUrl> page =
        web.pageOf(request.content().array(), request.content().arrayLength());
    if (page.isEmpty()) {
      return new ParseOutcome.ParseFailed("unreadable", "simulated");
    }
    if (web.behaviour(page.get()) == SyntheticWeb.Behaviour.POISON) {
      throw new IllegalStateException("the parser breaks over " + page.get());
    }
    List<Outlink> outlinks =
        web.links(page.get()).stream().map(url -> new Outlink(url, LinkKind.A, false)).toList();
    return new ParseOutcome.Parsed(
        "text/html", "utf-8", "title", Declared.NOTHING, outlinks, outlinks.size());
  }

  @Override
  public void close() {}
}
