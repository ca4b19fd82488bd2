package dev.weft.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.url.CrawlUrl;
import dev.weft.url.Fingerprinter;
import dev.weft.url.LinkResolver;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A link's way from what the page says to a URL, and to its fingerprint; time a link. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class UrlBench {
  private static final int LINKS = 1_000;

  private final List<String> urls = SamplePages.urls(LINKS);
  private final List<String> references = SamplePages.references(LINKS);
  private final List<byte[]> bytes =
      references.stream().map(reference -> reference.getBytes(UTF_8)).toList();
  private final URI base = URI.create(SamplePages.PAGE.href());
  private final LinkResolver resolver = new LinkResolver(new Fingerprinter(1, 2));

  @Benchmark
  @OperationsPerInvocation(LINKS)
  public void parse(Blackhole sink) {
    for (String url : urls) {
      sink.consume(CrawlUrl.parseOrNull(url));
    }
  }

  @Benchmark
  @OperationsPerInvocation(LINKS)
  public void resolve(Blackhole sink) {
    for (String reference : references) {
      sink.consume(SamplePages.PAGE.resolveOrNull(reference));
    }
  }

  /** As the scanner does it: from bytes, and no String for a link that is known. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  public void resolveToFingerprint(Blackhole sink) {
    resolver.startPage(SamplePages.PAGE, UTF_8);
    for (byte[] reference : bytes) {
      sink.consume(resolver.resolve(reference, 0, reference.length));
      sink.consume(resolver.fingerprint());
    }
  }

  /** What the JDK needs, which does not do what browsers do, beside it. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  public void resolveByJdk(Blackhole sink) {
    for (String reference : references) {
      sink.consume(base.resolve(reference).toString());
    }
  }
}
