import crawlercommons.filters.basic.BasicURLNormalizer;
import crawlercommons.filters.basic.BasicURLNormalizer.IdnNormalization;
import de.hshn.mi.crawler4j.frontier.HSQLDBFrontierConfiguration;
import edu.uci.ics.crawler4j.crawler.CrawlConfig;
import edu.uci.ics.crawler4j.crawler.CrawlController;
import edu.uci.ics.crawler4j.crawler.Page;
import edu.uci.ics.crawler4j.crawler.WebCrawler;
import edu.uci.ics.crawler4j.fetcher.PageFetcher;
import edu.uci.ics.crawler4j.parser.HtmlParseData;
import edu.uci.ics.crawler4j.robotstxt.RobotstxtConfig;
import edu.uci.ics.crawler4j.robotstxt.RobotstxtServer;
import edu.uci.ics.crawler4j.url.WebURL;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * crawler4j's part in peers.sh: every a[href] of one origin; URL, status, title and number of links
 * of each page. {@code java Site START FILE STATE-FOLDER}
 */
public final class Site extends WebCrawler {
  private static final int THREADS = 16;
  private static final int TIMEOUT_MILLIS = 60_000;

  private final String origin;
  private final BufferedWriter records;

  private Site(String origin, BufferedWriter records) {
    this.origin = origin;
    this.records = records;
  }

  /** Links are a set by URL: one that a link element named before its a keeps that element's name. */
  @Override
  public boolean shouldVisit(Page from, WebURL url) {
    String tag = String.valueOf(url.getTag());
    boolean isLink = tag.equals("a") || tag.equals("link") && url.getURL().endsWith(".html");
    return isLink && url.getURL().startsWith(origin);
  }

  @Override
  public void visit(Page page) {
    if (page.getParseData() instanceof HtmlParseData html) {
      long links = html.getOutgoingUrls().stream().filter(url -> "a".equals(url.getTag())).count();
      String line =
          String.format(
              Locale.ROOT,
              "{\"url\":\"%s\",\"status\":%d,\"title\":\"%s\",\"links\":%d}%n",
              escaped(page.getWebURL().getURL()),
              page.getStatusCode(),
              escaped(html.getTitle()),
              links);
      synchronized (records) {
        try {
          records.write(line);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static String escaped(String text) {
    return String.valueOf(text)
        .replaceAll("\\p{Cntrl}", " ")
        .replace("\\", "\\\\")
        .replace("\"", "\\\"");
  }

  public static void main(String[] args) throws Exception {
    URI start = URI.create(args[0]);
    String origin = start.getScheme() + "://" + start.getAuthority() + "/";
    CrawlConfig config = config(args[2]);
    BasicURLNormalizer normalizer =
        BasicURLNormalizer.newBuilder().idnNormalization(IdnNormalization.NONE).build();
    HSQLDBFrontierConfiguration frontier = new HSQLDBFrontierConfiguration(config, THREADS);
    RobotstxtConfig robots = new RobotstxtConfig();
    robots.setEnabled(false);
    PageFetcher fetcher = new PageFetcher(config, normalizer);
    CrawlController controller =
        new CrawlController(
            config,
            normalizer,
            fetcher,
            new RobotstxtServer(robots, fetcher, frontier.getWebURLFactory()),
            frontier);
    controller.addSeed(start.toString());
    try (BufferedWriter records = Files.newBufferedWriter(Path.of(args[1]))) {
      controller.start(() -> new Site(origin, records), THREADS);
    }
    System.exit(0);
  }

  private static CrawlConfig config(String stateFolder) {
    CrawlConfig config = new CrawlConfig();
    config.setCrawlStorageFolder(stateFolder);
    config.setPolitenessDelay(0);
    config.setMaxDownloadSize(64 << 20);
    config.setMaxOutgoingLinksToFollow(1_000_000);
    config.setMaxConnectionsPerHost(THREADS);
    config.setMaxTotalConnections(THREADS);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    config.setSocketTimeout(TIMEOUT_MILLIS);
    config.setIncludeBinaryContentInCrawling(false);
    config.setRespectNoFollow(false);
    config.setRespectNoIndex(false);
    config.setAllowSingleLevelDomain(true);
    config.setBatchReadSize(50);
    config.setHaltOnError(false);
    // It looks whether it is done so often, in seconds.
    config.setThreadMonitoringDelaySeconds(1);
    config.setThreadShutdownDelaySeconds(1);
    config.setCleanupDelaySeconds(1);
    return config;
  }
}
