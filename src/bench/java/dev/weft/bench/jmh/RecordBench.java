package dev.weft.bench.jmh;

import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.FetchTimings;
import dev.weft.page.Headers;
import dev.weft.page.Page;
import dev.weft.sink.Sink;
import dev.weft.sink.SinkMark;
import dev.weft.sink.jsonl.JsonlSink;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A page's record as a line of JSON, into nothing; time a record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class RecordBench {
  private static final int BYTES = 25_000;

  private final Sink sink = JsonlSink.to(OutputStream.nullOutputStream());
  private final Page page =
      Page.of(SamplePages.PAGE, Disposition.FETCHED, Instant.parse("2026-11-21T10:00:00.123Z"))
          .discovery(new Page.Discovery(3, SamplePages.PAGE, null))
          .attempts(1)
          .reply(
              new Page.Reply(
                  200,
                  Headers.of("Content-Type", "text/html"),
                  "text/html",
                  BYTES,
                  null,
                  new FetchTimings(0, 0, 0, 276_367, 308_059),
                  "http/1.1",
                  Body.EMPTY,
                  null))
          .content(
              Page.Content.of(BYTES, "xxh3:0d4304698be27c8e25d8d7f511dd79c0")
                  .with("utf-8", "Section 12 — manual", 97))
          .build();

  @Setup
  public void open() throws IOException {
    sink.open(SinkMark.NOTHING);
  }

  @TearDown
  public void close() throws IOException {
    sink.close();
  }

  @Benchmark
  public void record() throws IOException {
    sink.write(page);
  }
}
