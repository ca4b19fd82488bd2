package dev.weft.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.page.Body;
import dev.weft.parse.KnownLinks;
import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.scan.LinkScanner;
import dev.weft.url.Fingerprinter;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One page of some 25 KB and a hundred links, by the scanner and by jsoup; time a page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ScannerBench {
  private static final int LINKS = 100;
  private static final ParseOptions OPTIONS = new ParseOptions(Set.of(LinkKind.A), 50_000);

  private final byte[] html = SamplePages.page(LINKS);
  private final ParseRequest page =
      new ParseRequest(SamplePages.PAGE, "text/html; charset=utf-8", Body.wrap(html, html.length));
  private final Parser unknown = new LinkScanner(OPTIONS);
  private final Parser known =
      new LinkScanner(OPTIONS, new KnownLinks(new Fingerprinter(1, 2), fingerprint -> true));

  @Benchmark
  public void allLinksKnown(Blackhole sink) {
    known.parse(page, sink::consume);
  }

  @Benchmark
  public void noLinkKnown(Blackhole sink) {
    unknown.parse(page, sink::consume);
  }

  @Benchmark
  public void jsoup(Blackhole sink) {
    String text = new String(html, UTF_8);
    for (Element link : Jsoup.parse(text, SamplePages.PAGE.href()).select("a[href]")) {
      sink.consume(link.absUrl("href"));
    }
  }
}
