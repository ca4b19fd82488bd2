package dev.weft.robots;

import dev.weft.url.CrawlUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one robots.txt asks of one user agent (RFC 9309). Immutable. */
public final class RobotsRules {
  private static final String ITSELF = "/robots.txt";

  /** Everything is allowed. */
  public static final RobotsRules ALLOW_ALL =
      new RobotsRules(new PathRules(List.of()), null, List.of());

  /** Nothing is allowed. */
  public static final RobotsRules DISALLOW_ALL =
      new RobotsRules(
          new PathRules(List.of(new RobotsRule("/", false, 1, 0, "/"))), null, List.of());

  private final PathRules paths;
  private final @Nullable Duration crawlDelay;
  private final List<String> sitemaps;

  private RobotsRules(PathRules paths, @Nullable Duration crawlDelay, List<String> sitemaps) {
    this.paths = paths;
    this.crawlDelay = crawlDelay;
    this.sitemaps = List.copyOf(sitemaps);
  }

  /**
   * Reads a file as far as its first 500 KiB; whatever the bytes are, this does not fail.
   *
   * @param productToken the crawler's name as files spell it, such as {@code weft}, in any case
   */
  public static RobotsRules parse(byte[] content, int length, String productToken) {
    RobotsGroups groups = RobotsFile.read(content, length, productToken);
    return new RobotsRules(
        new PathRules(groups.rules()),
        groups.delay(),
        groups.sitemaps().stream().filter(RobotsRules::isUrl).toList());
  }

  private static boolean isUrl(String text) {
    CrawlUrl url = CrawlUrl.parseOrNull(text);
    return url != null && url.isHttp();
  }

  /** Whether the URL may be fetched. {@code /robots.txt} itself always may. */
  public boolean allows(CrawlUrl url) {
    String path = PathForm.ofUrl(url.pathAndQuery());
    return paths.allows(path) || path.equals(ITSELF);
  }

  /** As {@link #allows}, with the rule that says so. */
  public RobotsVerdict verdict(CrawlUrl url) {
    String path = PathForm.ofUrl(url.pathAndQuery());
    RobotsRule rule = path.equals(ITSELF) ? null : paths.decisive(path);
    return rule == null
        ? RobotsVerdict.SILENT
        : new RobotsVerdict(rule.allow(), rule.line(), rule.shown());
  }

  /** The pause the file asks for between requests, if it does. */
  public Optional<Duration> crawlDelay() {
    return Optional.ofNullable(crawlDelay);
  }

  /** The sitemaps the file names, as absolute URLs. */
  public List<String> sitemaps() {
    return sitemaps;
  }

  /** About what the rules take in memory. */
  int bytes() {
    long texts = sitemaps.stream().mapToLong(text -> Limits.TEXT_BYTES + text.length()).sum();
    return (int) (Limits.ENTRY_BYTES + paths.bytes() + texts);
  }
}
