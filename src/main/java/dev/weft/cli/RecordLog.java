package dev.weft.cli;

import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;

/** Says every record in a line on standard error, for {@code -v}; keeps nothing. */
final class RecordLog implements Sink {
  private final Terminal terminal;

  RecordLog(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public void open(SinkMark committed) {}

  @Override
  public void write(Page page) {
    terminal.remark(line(page));
  }

  static String line(Page page) {
    Page.Reply reply = page.reply();
    StringBuilder line = new StringBuilder();
    line.append(reply == null ? "---" : Integer.toString(reply.status())).append(' ');
    line.append(page.url().href());
    if (page.redirectTo() != null) {
      line.append(" -> ").append(page.redirectTo().href());
    }
    if (page.error() != null) {
      line.append("  ").append(page.error().code()).append(": ").append(page.error().message());
    }
    return line.toString();
  }

  @Override
  public SinkMark checkpoint() {
    return SinkMark.NOTHING;
  }

  @Override
  public void close() {}
}
