package dev.weft;

import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that keeps the records of a crawl. */
final class PageList implements Sink {
  final List<Page> pages = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "list";
  }

  @Override
  public void open(SinkMark committed) {}

  @Override
  public void write(Page page) {
    pages.add(page);
  }

  @Override
  public SinkMark checkpoint() {
    return SinkMark.NOTHING;
  }

  @Override
  public void close() {}

  /** The dispositions of a path's records, in order. */
  List<Disposition> of(String path) {
    return pages.stream()
        .filter(page -> page.url().path().equals(path))
        .map(Page::disposition)
        .toList();
  }
}
