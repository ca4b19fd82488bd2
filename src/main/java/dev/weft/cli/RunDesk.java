package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.control.ControlHandler;
import dev.weft.control.ControlServer;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where other commands ask a crawl that runs. It opens with the crawl and answers on {@code
 * weft-control}; it understands {@code status}, {@code hosts}, {@code why URL} and {@code idle}.
 */
final class RunDesk implements AutoCloseable {
  static final String STATUS = "status";
  static final String WHY = "why";
  static final String IDLE = "idle";
  static final String HOSTS = "hosts";

  /** Hosts that {@code weft status} shows the ledger's line of. */
  static final int HOSTS_SHOWN = 10;

  /** Hosts that an answer lists; nobody reads more, and it must be short. */
  private static final int HOSTS_MAX = 1_000;

  private final Context context;
  private final OutputFolder folder;
  private @Nullable ControlServer server;

  RunDesk(Context context, OutputFolder folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Opens; a crawl that cannot be asked goes on all the same. */
  void open(Crawl crawl) {
    try {
      server = ControlServer.open(context.environment(), handler(crawl));
      folder.announce(server.socket());
    } catch (IOException e) {
      context.terminal().complain("`weft status` cannot ask this run: " + e.getMessage());
    }
  }

  private static ControlHandler handler(Crawl crawl) {
    return (verb, argument) ->
        switch (verb) {
          case STATUS -> status(crawl);
          case WHY ->
              crawl.standing(url(argument)).thenApply(StandingFacts::of).thenApply(Fact::wire);
          case HOSTS -> crawl.busiest(HOSTS_SHOWN).thenApply(HostFacts::of).thenApply(Fact::wire);
          case IDLE -> crawl.standing(HOSTS_MAX).thenApply(StandingFacts::of).thenApply(Fact::wire);
          default ->
              throw new IllegalArgumentException("this run does not know how to `" + verb + "`");
        };
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no URL"));
  }

  private static CompletionStage<String> status(Crawl crawl) {
    Status status = Status.running(crawl.checkpoint(), crawl.totals(), crawl.nextDue());
    return CompletableFuture.completedStage(status.text());
  }

  @Override
  public void close() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        context.terminal().complain("the control socket is left over: " + e.getMessage());
      }
    }
  }
}
