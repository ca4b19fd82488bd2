package dev.weft.sink;

import dev.weft.page.Page;

/** A sink that keeps nothing: for crawls of which only the summary is wanted. */
public final class NoneSink implements Sink {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public void open(SinkMark committed) {}

  @Override
  public void write(Page page) {}

  @Override
  public SinkMark checkpoint() {
    return SinkMark.NOTHING;
  }

  @Override
  public void close() {}
}
