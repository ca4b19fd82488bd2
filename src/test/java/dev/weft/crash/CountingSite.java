package dev.weft.crash;

import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The demo web on loopback, which counts how often each of its URLs was asked for. */
final class CountingSite implements AutoCloseable {
  private static final String ROBOTS = "/robots.txt";

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final DemoServer server;

  /** A web of so many ordinary pages, in which no URL needs a second request. */
  CountingSite(int pages) throws IOException {
    server =
        DemoServer.start(
            DemoOptions.DEFAULT.withPages(pages).withoutTroubles(),
            (host, target) -> {
              if (!target.equals(ROBOTS)) {
                asked.merge(host + target, 1, Integer::sum);
              }
            });
  }

  List<String> seeds() {
    return server.web().seeds();
  }

  /** How many URLs were asked for, each counted once. */
  long urls() {
    return asked.size();
  }

  /** How many requests were for a URL that had been asked for before. */
  long repetitions() {
    return asked.values().stream().mapToLong(count -> count - 1).sum();
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    server.close();
  }
}
