package dev.weft;

import dev.weft.engine.PageOutlet;
import dev.weft.page.Page;
import dev.weft.sink.Pages;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of Reactive Streams for publishers, against pages; TestNG runs it. */
public final class PagesTck extends FlowPublisherVerification<Page> {
  private static final int TIME_OUT_MILLIS = 1_000;

  /** How long a reference may live on that nobody holds; a busy machine collects late. */
  private static final int COLLECTED_MILLIS = 10_000;

  /** More than any rule needs; the pages are made in advance. */
  private static final long PAGES_MAX = 10_000;

  public PagesTck() {
    super(new TestEnvironment(TIME_OUT_MILLIS, 100), COLLECTED_MILLIS);
  }

  @Override
  public Flow.Publisher<Page> createFlowPublisher(long elements) {
    PageOutlet outlet = new PageOutlet(false);
    for (long i = 0; i < elements; i++) {
      outlet.put(Pages.titled((int) i, "page"));
    }
    outlet.end(null);
    return new dev.weft.Pages(outlet, outlet::drop);
  }

  @Override
  public Flow.Publisher<Page> createFailedFlowPublisher() {
    PageOutlet outlet = new PageOutlet(false);
    outlet.end(new IllegalStateException("the disk is full"));
    return new dev.weft.Pages(outlet, outlet::drop);
  }

  @Override
  public long maxElementsFromPublisher() {
    return PAGES_MAX;
  }
}
