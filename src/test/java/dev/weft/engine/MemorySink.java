package dev.weft.engine;

import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.SinkMark.FileMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sink that keeps the records, as a file would: what was written stays written when a crawl
 * crashes, until the sink is opened again, cut back to its mark. It may be told to fail.
 */
class MemorySink implements Sink {
  final List<Page> pages = new ArrayList<>();
  private int failAfter;
  boolean closed;

  MemorySink(int failAfter) {
    this.failAfter = failAfter;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void open(SinkMark committed) throws IOException {
    int length = committed.files().isEmpty() ? 0 : (int) committed.files().get(0).length();
    if (length > pages.size()) {
      throw new IOException(length + " records were committed, " + pages.size() + " are there");
    }
    pages.subList(length, pages.size()).clear();
    closed = false;
  }

  /** From now on it does not fail. */
  void heal() {
    failAfter = Integer.MAX_VALUE;
  }

  @Override
  public void write(Page page) throws IOException {
    mustBeOpen();
    if (pages.size() >= failAfter) {
      throw new IOException("no space left");
    }
    pages.add(page);
  }

  @Override
  public void flush() throws IOException {
    mustBeOpen();
  }

  @Override
  public SinkMark checkpoint() throws IOException {
    mustBeOpen();
    return new SinkMark(List.of(new FileMark("records", pages.size(), 0)));
  }

  private void mustBeOpen() throws IOException {
    if (closed) {
      throw new IOException("the sink is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
