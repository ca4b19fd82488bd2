package dev.weft.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.frontier.memory.MemoryFrontierStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A frontier with a clock for tests: admits links by their text, prepares origins on the way to a
 * lease, hands back with the usual usage.
 */
public final class Desk {
  /** A request that gave a page of ten bytes. */
  public static final Usage PAGE = new Usage(true, true, 10);

  /** A request that gave an error without a body. */
  public static final Usage ERROR = new Usage(true, false, 0);

  public final Frontier frontier;
  public final HeldAnswers loop = new HeldAnswers();
  public long now = 1_000;

  public Desk(FrontierLimits limits, HostPace pace) {
    this(limits, pace, MemoryFrontierStore::new);
  }

  public Desk(FrontierLimits limits, HostPace pace, Function<HeldAnswers, FrontierStore> store) {
    frontier = new Frontier(limits, pace, store.apply(loop), new SeenSet());
  }

  /** One host at a time, no delay, no limit that matters. */
  public static Desk unhurried() {
    return new Desk(FrontierLimits.of(1_000, 100), new HostPace(0, 1));
  }

  public Desk admit(String... hrefs) {
    for (String href : hrefs) {
      assertThat(frontier.admit(Urls.link(href), now)).isEqualTo(Admission.ADMITTED);
    }
    return this;
  }

  public @Nullable Grant grant() {
    return frontier.lease(now);
  }

  /** The next grant; there must be one. */
  public Grant nextGrant() {
    return Objects.requireNonNull(grant(), () -> "nothing may start at " + now);
  }

  /** The next grant, which must be a preparation. */
  public Preparation preparation() {
    Grant grant = nextGrant();
    assertThat(grant).isInstanceOf(Preparation.class);
    return (Preparation) grant;
  }

  /** The next lease; origins that come first are prepared without a request. */
  public Lease lease() {
    Grant grant = nextGrant();
    while (grant instanceof Preparation preparation) {
      frontier.prepared(preparation, true, Usage.NONE, now);
      grant = nextGrant();
    }
    return (Lease) grant;
  }

  public void nothingMayStart() {
    assertThat(grant()).as("a grant at %d", now).isNull();
  }

  public void finish(Lease lease) {
    frontier.finish(lease, PAGE, now);
  }

  public void finish(Lease lease, Usage usage) {
    frontier.finish(lease, usage, now);
  }

  /** Leases and finishes until nothing may start; gives the URLs in their order. */
  public List<String> crawlOn() {
    List<String> hrefs = new ArrayList<>();
    loop.runAll();
    Grant grant = grant();
    while (grant != null) {
      if (grant instanceof Lease lease) {
        hrefs.add(lease.url().href());
        finish(lease);
      } else {
        frontier.prepared((Preparation) grant, true, Usage.NONE, now);
      }
      loop.runAll();
      grant = grant();
    }
    return hrefs;
  }
}
