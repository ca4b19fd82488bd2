package dev.weft.bench.jmh;

import dev.weft.page.Body;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.ParsedContent;
import dev.weft.parse.frame.FieldWriter;
import dev.weft.parse.frame.FrameReceiver;
import dev.weft.parse.frame.FrameReceiver.Frame;
import dev.weft.parse.frame.FrameSender;
import dev.weft.parse.frame.FrameType;
import dev.weft.parse.frame.ParsedCodec;
import dev.weft.parse.scan.LinkScanner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Objects;
import java.util.Set;
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
import org.openjdk.jmh.annotations.Warmup;

/** A parsed page with a hundred links as a worker sends it, and as it is received; time a page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class FrameBench {
  private static final int LINKS = 100;

  private final FieldWriter fields = new FieldWriter();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final FrameSender sender = new FrameSender(Channels.newChannel(sent));
  private ParsedContent content = ParsedContent.abandoned();
  private byte[] frame = {};

  @Setup
  public void parse() throws IOException {
    byte[] html = SamplePages.page(LINKS);
    ParseRequest page =
        new ParseRequest(
            SamplePages.PAGE, "text/html; charset=utf-8", Body.wrap(html, html.length));
    new LinkScanner(new ParseOptions(Set.of(LinkKind.A), 50_000)).parse(page, this::keep);
    send();
    frame = sent.toByteArray();
  }

  private void keep(ParseOutcome outcome) {
    content =
        new ParsedContent(25_000, "xxh3:0d4304698be27c8e25d8d7f511dd79c0", null, null, outcome);
  }

  @Benchmark
  public int send() throws IOException {
    sent.reset();
    ParsedCodec.write(content, fields.clear());
    sender.send(FrameType.PARSED, fields);
    return sent.size();
  }

  @Benchmark
  public ParsedContent receive() throws IOException {
    FrameReceiver receiver =
        new FrameReceiver(Channels.newChannel(new ByteArrayInputStream(frame)), 1 << 20);
    Frame received = Objects.requireNonNull(receiver.receive());
    return ParsedCodec.read(received.fields(), null);
  }
}
