package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.UrlFetcher;
import dev.weft.config.CrawlConfig;
import dev.weft.config.CrawlOption;
import dev.weft.gather.GatherOptions;
import dev.weft.gather.Order;
import dev.weft.page.Body;
import dev.weft.page.Headers;
import dev.weft.request.RequestRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft fetch}: URLs in, a record for each out, and no crawling. */
final class FetchCommand implements Command {
  private static final String ORDERED = "--ordered";
  private static final String SAVE = "--save";
  private static final String INCLUDE_BODY = "--include-body";
  private static final String METHOD = "--method";
  private static final String DATA = "--data";
  private static final String MAX_REDIRECTS = "--max-redirects";
  private static final int REDIRECTS_MAX = 50;

  /** What is sent is held in memory once, however many URLs it goes to. */
  private static final long DATA_BYTES_MAX = 100 << 20;

  /** They make a tunnel, or an echo of what was sent; neither gives a page. */
  private static final Set<String> NO_FETCH = Set.of("CONNECT", "TRACE");

  private static final List<CrawlOption> OPTIONS =
      List.of(
          CrawlOption.CONCURRENCY,
          CrawlOption.FETCHER,
          CrawlOption.THREADS,
          CrawlOption.RESOLVER,
          CrawlOption.NAME_SERVERS,
          CrawlOption.TIMEOUT,
          CrawlOption.MAX_BODY,
          CrawlOption.USER_AGENT,
          CrawlOption.CONTACT,
          CrawlOption.CREDENTIALS,
          CrawlOption.PROXY,
          CrawlOption.NO_PROXY,
          CrawlOption.GRACE);

  @Override
  public String name() {
    return "fetch";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            this, "Fetches URLs, follows their redirects and writes a record for each.");
    spec.usageMessage()
        .customSynopsis("weft fetch [OPTIONS] URL...", "       weft fetch [OPTIONS] -");
    spec.addPositional(
        Options.words(
            "URL",
            "What to fetch; a bare host means https. - is standard input: one URL a line,"
                + " # comments, fetched as they come."));
    spec.addOption(
        Options.flag("Write records in the order of the URLs, not as they complete.", ORDERED));
    spec.addOption(
        Options.value("DIR", "Save the body of every 2xx answer as a file of its own.", SAVE));
    spec.addOption(
        Options.flag(
            "Put bodies into the records: text as it reads, all else in Base64.", INCLUDE_BODY));
    spec.addOption(
        Options.value("NAME", "Ask by this method. (default: GET, or POST with --data)", METHOD));
    spec.addOption(
        Options.value("TEXT|@FILE", "Send this, or what is in a file, with every request.", DATA));
    spec.addOption(
        Options.value(
            "N",
            "Follow so many redirects of a URL; with 0 a redirect is the answer. (default: "
                + GatherOptions.REDIRECTS_DEFAULT
                + ")",
            MAX_REDIRECTS));
    spec.addOption(
        Options.value(
            "N",
            "Requests of one host in flight at once; there is no rest between them. (default: "
                + GatherOptions.PER_HOST_DEFAULT
                + ")",
            CrawlOption.PER_HOST.flag()));
    spec.addOption(
        Options.values(
            "NAME:VALUE",
            "Send this header; once a redirect leads to another origin, only if it is one that"
                + " tells"
                + " nothing of who asks, such as Accept-Language.",
            CrawlOption.HEADER.flag()));
    OPTIONS.forEach(option -> spec.addOption(Options.of(option)));
    Options.addConfig(spec);
    Options.addQuiet(spec);
    Options.addMemory(spec);
    spec.usageMessage()
        .footer(
            "",
            "It asks for no robots.txt and rests no host: for sites that are not yours, keep to a"
                + " few URLs and to --per-host 1. Exit code 5 says that a URL failed: no answer,"
                + " a status of 400 or more, a redirect that is not followed, or a line that is"
                + " no URL.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    Terminal terminal = context.terminal().withAnswersOnError();
    Context around =
        context.with(Options.isGiven(parsed, Options.QUIET) ? terminal.quiet() : terminal);
    CrawlConfig config = CrawlCommand.config(around, parsed);
    UrlSource urls =
        UrlSource.of(
            parsed.matchedPositionalValue(0, List.of()), context.in(), around.terminal()::complain);
    UrlFetcher.Builder fetcher = fetcher(config, parsed);
    boolean hasBodies = Options.isGiven(parsed, INCLUDE_BODY);
    String save = parsed.matchedOptionValue(SAVE, "");
    SaveFolder folder = save.isEmpty() ? null : SaveFolder.open(Path.of(save));
    FetchRun run =
        new FetchRun(around, config.limits().bodyBytesMax(), config.grace(), folder, hasBodies);
    return run.run(
        fetcher, urls, Options.isGiven(parsed, ORDERED) ? Order.AS_GIVEN : Order.AS_COMPLETED);
  }

  private static UrlFetcher.Builder fetcher(CrawlConfig config, ParseResult parsed)
      throws CommandFailure {
    boolean saysPerHost =
        config.chosen().stream().anyMatch(chosen -> chosen.option() == CrawlOption.PER_HOST);
    String data = parsed.matchedOptionValue(DATA, null);
    String method = parsed.matchedOptionValue(METHOD, data == null ? "GET" : "POST");
    RequestRules requests = config.requests();
    Headers headers = config.fetch().headers();
    boolean isTyped = headers.firstOrNull("content-type") != null;
    if (data != null && !isTyped) {
      headers = headers.with("Content-Type", "application/x-www-form-urlencoded");
    }
    return UrlFetcher.builder()
        .fetcher(config.fetcher())
        .resolver(config.resolver(), config.nameServers())
        .fetch(config.fetch().withHeaders(headers))
        .requests(requests)
        .method(method(method), data == null ? Body.EMPTY : content(data))
        .redirectsMax(redirects(parsed))
        .bodyBytesMax(config.limits().bodyBytesMax())
        .concurrency(config.limits().leasesMax())
        .perHost(saysPerHost ? config.politeness().perHost() : GatherOptions.PER_HOST_DEFAULT);
  }

  private static String method(String given) throws CommandFailure {
    String method = given.toUpperCase(Locale.ROOT);
    boolean isWord =
        !method.isEmpty() && method.chars().allMatch(c -> c == '-' || (c >= 'A' && c <= 'Z'));
    if (!isWord || NO_FETCH.contains(method)) {
      throw new CommandFailure(
          ExitCode.USAGE, METHOD + " is " + given + "; must be GET, HEAD, POST, PUT or the like");
    }
    return method;
  }

  private static int redirects(ParseResult parsed) throws CommandFailure {
    String text = parsed.matchedOptionValue(MAX_REDIRECTS, "" + GatherOptions.REDIRECTS_DEFAULT);
    int count = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    if (count < 0 || count > REDIRECTS_MAX) {
      throw new CommandFailure(
          ExitCode.USAGE,
          MAX_REDIRECTS + " is " + text + "; must be a whole number from 0 to " + REDIRECTS_MAX);
    }
    return count;
  }

  private static Body content(String data) throws CommandFailure {
    if (!data.startsWith("@")) {
      byte[] bytes = data.getBytes(UTF_8);
      return Body.wrap(bytes, bytes.length);
    }
    Path file = Path.of(data.substring(1));
    try {
      long size = Files.size(file);
      if (size > DATA_BYTES_MAX) {
        throw new CommandFailure(
            ExitCode.USAGE,
            DATA
                + ": "
                + file
                + " has "
                + size
                + " bytes; at most "
                + DATA_BYTES_MAX
                + " are sent");
      }
      byte[] bytes = Files.readAllBytes(file);
      return Body.wrap(bytes, bytes.length);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, DATA + ": " + file + " cannot be read: " + OutputFolder.reason(e));
    }
  }
}
