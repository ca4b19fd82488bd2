package dev.weft.engine;

import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps the records, and may be told to fail. */
class MemorySink implements Sink {
  final List<Page> pages = new ArrayList<>();
  private final int failAfter;
  boolean closed;

  MemorySink(int failAfter) {
    this.failAfter = failAfter;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void open(SinkMark committed) {}

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
    return SinkMark.NOTHING;
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
