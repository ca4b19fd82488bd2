package dev.weft.cli;

import dev.weft.Crawl;
import dev.weft.control.ControlHandler;
import dev.weft.control.ControlServer;
import dev.weft.report.CrawlTotals;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where other commands ask a crawl that runs. It opens with the crawl and answers on {@code
 * weft-control}; {@code status} is the question it understands.
 */
final class RunDesk implements AutoCloseable {
  static final String STATUS = "status";

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
    return (verb, argument) -> {
      if (!verb.equals(STATUS)) {
        throw new IllegalArgumentException("this run does not know how to `" + verb + "`");
      }
      return status(crawl);
    };
  }

  private static CompletionStage<String> status(Crawl crawl) {
    CrawlTotals now = crawl.totals();
    Status status =
        Status.of(crawl.checkpoint(), now.queued(), now.inFlight(), now.hosts(), crawl.nextDue());
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
