package dev.weft.cli;

import dev.weft.UrlFetcher;
import dev.weft.config.CrawlConfig;
import dev.weft.gather.Fetched;
import dev.weft.gather.Gather;
import dev.weft.page.Answer;
import dev.weft.page.Body;
import dev.weft.page.Disposition;
import dev.weft.page.Page;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.ParseRequest;
import dev.weft.scope.SeedUrl;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that rules are tried on. {@code isNamed} says whether its URL is known; otherwise {@code
 * url} stands for it. {@code truncated} says that it is longer than a body may be.
 */
record TrialPage(
    CrawlUrl url,
    boolean isNamed,
    @Nullable String contentType,
    Body content,
    Instant fetchedAt,
    boolean truncated) {
  /** Stands for the URL of a file of which nothing is known. */
  private static final String NOWHERE = "https://example.com/";

  private static final String STANDARD_INPUT = "-";

  ParseRequest request() {
    return new ParseRequest(url, contentType, content);
  }

  /** The page as the items of a crawl would know it. */
  Page record(ParseOutcome.Parsed document) {
    return Page.of(url, Disposition.FETCHED, fetchedAt)
        .attempts(1)
        .content(
            Page.Content.of(content.length(), null)
                .withMediaType(document.mediaType())
                .with(document.charset(), document.title(), document.outlinkCount())
                .with(document.extraction().items()))
        .build();
  }

  /** Where pages come from. */
  static final class Source {
    private final Context context;
    private final CrawlConfig config;

    Source(Context context, CrawlConfig config) {
      this.context = context;
      this.config = config;
    }

    /**
     * The page that a word names: a file that is there, standard input, else a URL.
     *
     * @throws CommandFailure if it cannot be had
     */
    TrialPage open(String word, String base) throws CommandFailure {
      if (word.equals(STANDARD_INPUT)) {
        return read("standard input", context.in(), base);
      }
      Path file = file(word);
      if (file != null) {
        try (InputStream in = Files.newInputStream(file)) {
          return read(word, in, base);
        } catch (IOException e) {
          throw unreadable(word, e);
        }
      }
      if (!base.isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE, "--base is for files, and there is no file " + word + "; leave it out");
      }
      return fetch(url(word, word + " is neither a file nor a URL: "));
    }

    private static @Nullable Path file(String word) {
      try {
        Path path = Path.of(word);
        return Files.isRegularFile(path) ? path : null;
      } catch (InvalidPathException e) {
        return null;
      }
    }

    private TrialPage read(String name, InputStream in, String base) throws CommandFailure {
      int most = (int) config.limits().bodyBytesMax();
      try {
        byte[] bytes = in.readNBytes(most + 1);
        int kept = Math.min(bytes.length, most);
        CrawlUrl url = url(base.isEmpty() ? NOWHERE : base, "--base is " + base + ": ");
        return new TrialPage(
            url,
            !base.isEmpty(),
            typeOf(name),
            Body.wrap(bytes, kept),
            Instant.now(),
            bytes.length > most);
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }

    /** What a file holds by its name; what people save of the web is HTML. */
    private static String typeOf(String name) {
      if (name.endsWith(".xhtml")) {
        return "application/xhtml+xml";
      }
      return name.endsWith(".xml") ? "application/xml" : "text/html";
    }

    private static CommandFailure unreadable(String name, IOException e) {
      return new CommandFailure(
          ExitCode.USAGE, name + " cannot be read: " + OutputFolder.reason(e));
    }

    private static CrawlUrl url(String word, String problem) throws CommandFailure {
      SeedUrl.Reading reading = SeedUrl.read(word);
      CrawlUrl url = reading.url();
      if (url == null) {
        throw new CommandFailure(ExitCode.USAGE, problem + reading.problem());
      }
      return url;
    }

    private TrialPage fetch(CrawlUrl url) throws CommandFailure {
      UrlFetcher.Builder builder =
          UrlFetcher.builder()
              .fetcher(config.fetcher())
              .resolver(config.resolver(), config.nameServers())
              .fetch(config.fetch())
              .requests(config.requests())
              .bodyBytesMax(config.limits().bodyBytesMax());
      try (UrlFetcher fetcher = builder.build();
          Gather gather = fetcher.fetchAll(List.of(url))) {
        Fetched fetched = gather.all().toCompletableFuture().join().get(0);
        return page(fetched);
      }
    }

    private TrialPage page(Fetched fetched) throws CommandFailure {
      Page.PageError error = fetched.error().orElse(null);
      if (error != null) {
        throw new CommandFailure(
            ExitCode.NO, fetched.finalUrl() + ": " + error.message() + " (" + error.code() + ")");
      }
      Answer answer = fetched.answer().orElseThrow();
      if (!answer.isSuccess()) {
        throw new CommandFailure(
            ExitCode.NO, fetched.finalUrl() + " answered with status " + answer.status());
      }
      FetchContent content =
          FetchContent.of(fetched, config.limits().bodyBytesMax(), true).orElseThrow();
      if (content.problem().isPresent()) {
        throw new CommandFailure(
            ExitCode.NO, fetched.finalUrl() + ": " + content.problem().get().message());
      }
      return new TrialPage(
          fetched.finalUrl(),
          true,
          answer.headers().firstOrNull("content-type"),
          content.content(),
          fetched.endedAt(),
          content.truncation() != null);
    }
  }
}
