package dev.weft.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every option of a crawl: its key in the file, which is also its flag's and, after {@code WEFT_}
 * and in capitals, its environment variable's name; how its value is written; its default; and its
 * help. This table is the only place that says so.
 */
public enum CrawlOption {
  MAX_PAGES(
      Group.LIMITS,
      "max-pages",
      Shape.VALUE,
      "N",
      "End when N pages have been fetched with a 2xx answer."),
  MAX_PAGES_PER_HOST(
      Group.LIMITS,
      "max-pages-per-host",
      Shape.VALUE,
      "N",
      "Fetch at most N such pages of each host."),
  MAX_HOPS(Group.LIMITS, "max-hops", Shape.VALUE, "N", "Follow links at most N deep from a seed."),
  MAX_URLS_PER_PATTERN(
      Group.LIMITS,
      "max-urls-per-pattern",
      Shape.VALUE,
      "N",
      "Queue at most N URLs of a host that differ only in numbers, ids and query values; with"
          + " own-site any number.",
      "50k"),
  MAX_URL_LENGTH(
      Group.LIMITS,
      "max-url-length",
      Shape.VALUE,
      "N",
      "Only URLs of at most N characters.",
      "2048"),
  MAX_PATH_DEPTH(
      Group.LIMITS,
      "max-path-depth",
      Shape.VALUE,
      "N",
      "Only URLs with at most N segments in their path.",
      "30"),
  MAX_REPEATS(
      Group.LIMITS,
      "max-repeats",
      Shape.VALUE,
      "N",
      "Only URLs that have no segment of their path more than N times.",
      "5"),
  MAX_QUERY_PARAMETERS(
      Group.LIMITS,
      "max-query-parameters",
      Shape.VALUE,
      "N",
      "Only URLs with at most N parameters in their query.",
      "24"),
  MAX_BYTES(
      Group.LIMITS,
      "max-bytes",
      Shape.VALUE,
      "SIZE",
      "End when this much has come over the wire as bodies."),
  MAX_BODY(Group.LIMITS, "max-body", Shape.VALUE, "SIZE", "Cut a longer body there.", "10m"),
  MAX_DURATION(
      Group.LIMITS, "max-duration", Shape.VALUE, "TIME", "Start nothing new after this time."),
  GRACE(
      Group.LIMITS,
      "grace",
      Shape.VALUE,
      "TIME",
      "At a stop or the end of the time, let what is in flight finish for so long.",
      "30s"),
  HOOK_TIME_MAX(
      Group.LIMITS,
      "hook-time-max",
      Shape.VALUE,
      "TIME",
      "Give up a call of a plugin's hook that takes longer.",
      "30s"),
  SCOPE(
      Group.SCOPE,
      "scope",
      Shape.VALUE,
      "host|domain|prefix|any",
      "How far from a seed to go: its host, its registrable domain, the folder it is"
          + " in, anywhere.",
      "host"),
  SEEDS(
      Group.SCOPE,
      "seeds",
      Shape.GROUPS,
      "GROUP",
      "Seeds that send something: url, scope, method, body or body-file, type."),
  INCLUDE(
      Group.SCOPE,
      "include",
      Shape.LIST,
      "PATTERN",
      "Only URLs that match one of these: globs such as `*/docs/*`, or RE2 after `re:`."),
  EXCLUDE(Group.SCOPE, "exclude", Shape.LIST, "PATTERN", "No URLs that match one of these."),
  LINKS(
      Group.SCOPE,
      "links",
      Shape.LIST,
      "KIND",
      "Which links to follow, by the element or kind of document that holds them.",
      "a",
      "area",
      "iframe",
      "frame",
      "refresh",
      "feed",
      "sitemap"),
  PARSER(
      Group.SCOPE,
      "parser",
      Shape.VALUE,
      "auto|scan|inline|threads|process",
      "Find links by scanning a page's bytes; or build a DOM of it on the thread that fetched it,"
          + " on threads, or in processes that no page can hurt; auto builds one only where rules"
          + " need it, in processes.",
      "auto"),
  PARSE_WORKERS(
      Group.SCOPE,
      "parse-workers",
      Shape.VALUE,
      "N",
      "Processes or threads that parse; without this one fewer than there are cores."),
  PARSE_TIME_MAX(
      Group.SCOPE,
      "parse-time-max",
      Shape.VALUE,
      "TIME",
      "Give up a page that a process parses for longer.",
      "10s"),
  SITEMAPS(
      Group.SCOPE,
      "sitemaps",
      Shape.SWITCH,
      "true|false",
      "Take the pages of the sitemaps that robots.txt names, and which of them go first.",
      "false"),
  SITEMAP(
      Group.SCOPE,
      "sitemap",
      Shape.LIST,
      "URL",
      "Take the pages of this sitemap, as far as they are in scope."),
  CANONICAL(
      Group.SCOPE,
      "canonical",
      Shape.SWITCH,
      "true|false",
      "Record a page that names another URL in scope as its canonical one as a duplicate of that,"
          + " and fetch that.",
      "false"),
  REVISIT(
      Group.SCOPE,
      "revisit",
      Shape.VALUE,
      "TIME",
      "In a folder whose crawl is finished, fetch again what was last fetched so long ago or longer,"
          + " and tell what changed."),
  DELAY(
      Group.POLITENESS,
      "delay",
      Shape.VALUE,
      "TIME",
      "Rest a host so long after an answer; a longer Crawl-delay counts.",
      "1s"),
  PER_HOST(
      Group.POLITENESS,
      "per-host",
      Shape.VALUE,
      "N",
      "Requests of one host in flight at once; with own-site, where the search for"
          + " the best number starts (32).",
      "1"),
  PER_ADDRESS(
      Group.POLITENESS,
      "per-address",
      Shape.VALUE,
      "N",
      "Requests in flight at once to one network address, over all hosts there; per-host, if that"
          + " is more.",
      "32"),
  ADDRESS_DELAY(
      Group.POLITENESS,
      "address-delay",
      Shape.VALUE,
      "TIME",
      "Rest a network address so long after an answer.",
      "0s"),
  THROTTLE(
      Group.POLITENESS,
      "throttle",
      Shape.VALUE,
      "N",
      "Rest a host at least N times as long as its answers take to begin, and longer while it"
          + " fails; 0 for neither.",
      "1"),
  RETRIES(
      Group.POLITENESS,
      "retries",
      Shape.VALUE,
      "N",
      "Try a failed URL again so often, where that can help.",
      "2"),
  HOST_FAILURES(
      Group.POLITENESS,
      "host-failures",
      Shape.VALUE,
      "N",
      "Give a host up after so many failures in a row, each followed by a longer rest.",
      "12"),
  IGNORE_ROBOTS(
      Group.POLITENESS,
      "ignore-robots",
      Shape.SWITCH,
      "true|false",
      "Neither ask for robots.txt nor obey it.",
      "false"),
  IGNORE_PAGE_ROBOTS(
      Group.POLITENESS,
      "ignore-page-robots",
      Shape.SWITCH,
      "true|false",
      "Do not heed what pages ask of robots in X-Robots-Tag and <meta name=robots>.",
      "false"),
  IGNORE_NOFOLLOW(
      Group.POLITENESS,
      "ignore-nofollow",
      Shape.SWITCH,
      "true|false",
      "Follow links that are marked rel=nofollow.",
      "false"),
  OWN_SITE(
      Group.POLITENESS,
      "own-site",
      Shape.SWITCH,
      "true|false",
      "The sites are yours: no delay, and as many requests at once as make it"
          + " faster. robots.txt holds, its Crawl-delay does not.",
      "false"),
  CONCURRENCY(
      Group.NETWORK,
      "concurrency",
      Shape.VALUE,
      "N",
      "Requests in flight at once, over all hosts.",
      "256"),
  FETCHER(
      Group.NETWORK,
      "fetcher",
      Shape.VALUE,
      "netty|blocking|virtual",
      "Make requests on event loops, on a pool of threads, or on a virtual thread each (Java 21).",
      "netty"),
  THREADS(
      Group.NETWORK,
      "threads",
      Shape.VALUE,
      "N",
      "Threads of the blocking fetcher, which has no more requests in flight; without this as many"
          + " as concurrency, at most 2000."),
  RESOLVER(
      Group.NETWORK,
      "resolver",
      Shape.VALUE,
      "system|async",
      "Look names up as this machine does, or ask name servers, all at once on one thread, and heed"
          + " how long their answers are good.",
      "system"),
  NAME_SERVERS(
      Group.NETWORK,
      "name-servers",
      Shape.LIST,
      "ADDRESS[:PORT]",
      "Ask these, in this order, and not those of this machine; means resolver async."),
  TIMEOUT(
      Group.NETWORK,
      "timeout",
      Shape.VALUE,
      "TIME",
      "Wait so long for an answer to begin; a third of it to connect, two thirds at"
          + " a standstill, four times as long in all.",
      "30s"),
  HEADER(
      Group.NETWORK,
      "header",
      Shape.LIST,
      "NAME:VALUE",
      "Send this header with every request; Authorization and Cookie go to the"
          + " seeds' origins alone, all others to every host."),
  HEADERS(
      Group.NETWORK,
      "headers",
      Shape.GROUPS,
      "GROUP",
      "Headers for the URLs that match a pattern: match, header."),
  CREDENTIALS(
      Group.NETWORK,
      "credentials",
      Shape.LIST_OR_GROUPS,
      "ORIGIN [USER] SOURCE",
      "What an origin, and no other, is told: the password of USER, or a bearer token;"
          + " SOURCE is env:NAME or file:PATH."),
  COOKIES(
      Group.NETWORK,
      "cookies",
      Shape.SWITCH,
      "true|false",
      "Keep the cookies that sites set, and send them back.",
      "false"),
  PROXY(
      Group.NETWORK,
      "proxy",
      Shape.VALUE,
      "URL|none",
      "Go through this HTTP proxy, or through none; without it, as http_proxy,"
          + " https_proxy and all_proxy say."),
  NO_PROXY(
      Group.NETWORK,
      "no-proxy",
      Shape.VALUE,
      "HOSTS",
      "Reach these hosts and all below them without the proxy, instead of those in" + " no_proxy."),
  USER_AGENT(
      Group.NETWORK,
      "user-agent",
      Shape.VALUE,
      "TEXT",
      "Who the crawler says it is, instead of Weft and its version; robots.txt knows"
          + " it by the word before the slash."),
  CONTACT(
      Group.NETWORK,
      "contact",
      Shape.VALUE,
      "URL|MAIL",
      "Where site owners reach you; goes into the user agent, and a mail address into From."),
  SINK(
      Group.OUTPUT,
      "sink",
      Shape.LIST_OR_GROUPS,
      "SINK",
      "What is written of pages: jsonl, csv or warc, each with what is chosen about it, as"
          + " \"jsonl compress=zstd roll=1g\"; or none.",
      "jsonl"),
  RULES(
      Group.OUTPUT,
      "rules",
      Shape.VALUE,
      "FILE",
      "Take items from pages, and choose their links, by the rules in this YAML file."),
  STATE(
      Group.OUTPUT,
      "state",
      Shape.VALUE,
      "disk|none",
      "Keep what is needed to go on in the output folder, or in memory alone; with -o - it is"
          + " always none.",
      "disk"),
  COMMIT_EVERY(
      Group.OUTPUT,
      "commit-every",
      Shape.VALUE,
      "TIME",
      "Make records and state safe so often; a crash costs at most what came since, which is then"
          + " fetched again.",
      "5s"),
  MIN_FREE_DISK(
      Group.OUTPUT,
      "min-free-disk",
      Shape.VALUE,
      "SIZE",
      "Stop in order when less than this is free on the output folder's disk.",
      "256m"),
  LOG_FORMAT(
      Group.OUTPUT,
      "log-format",
      Shape.VALUE,
      "text|json",
      "Write what needs attention as text, or as a JSON object a line.",
      "text"),
  LOG_FILE(
      Group.OUTPUT,
      "log-file",
      Shape.VALUE,
      "FILE",
      "Append that to a file instead of standard error; it may be rotated at any time.");

  /** The headings under which the help lists options. */
  public enum Group {
    LIMITS("Limits"),
    SCOPE("What is crawled"),
    POLITENESS("How gently"),
    NETWORK("How it talks"),
    OUTPUT("What is written");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** The heading itself. */
    public String heading() {
      return heading;
    }
  }

  private enum Shape {
    VALUE,
    LIST,
    /** Groups of keys, which only the file can hold. */
    GROUPS,
    /** A list, whose elements may be groups in the file. */
    LIST_OR_GROUPS,
    SWITCH
  }

  private final Group group;
  private final String key;
  private final Shape shape;
  private final String label;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> defaults;

  CrawlOption(Group group, String key, Shape shape, String label, String help, String... defaults) {
    this.group = group;
    this.key = key;
    this.shape = shape;
    this.label = label;
    this.help = help;
    this.defaults = List.of(defaults);
  }

  public Group group() {
    return group;
  }

  /** The name in the file. */
  public String key() {
    return key;
  }

  /** The name on the command line. */
  public String flag() {
    return "--" + key;
  }

  /** The name in the environment. */
  public String variable() {
    return "WEFT_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** What stands for a value in the help. */
  public String label() {
    return label;
  }

  /** Whether it may be given several values. */
  public boolean isList() {
    return shape == Shape.LIST || shape == Shape.LIST_OR_GROUPS;
  }

  /** Whether only the file can hold it: it has neither flag nor variable. */
  public boolean isForFiles() {
    return shape == Shape.GROUPS;
  }

  /** Whether an element of it may be a group of keys in the file. */
  boolean takesGroups() {
    return shape == Shape.GROUPS || shape == Shape.LIST_OR_GROUPS;
  }

  /** Whether its flag stands alone. */
  public boolean isSwitch() {
    return shape == Shape.SWITCH;
  }

  /**
   * Whether every run of one crawl must have the same value: with another, its records would not be
   * of one kind.
   */
  public boolean isOfWholeCrawl() {
    return this == SINK || this == LINKS || this == RULES;
  }

  /** The values it has where nobody gives any; none where it then does not bind. */
  public List<String> defaults() {
    return defaults;
  }

  /** What it does, in a sentence. */
  public String help() {
    return help;
  }

  /** The option with this key. */
  public static Optional<CrawlOption> ofKey(String key) {
    for (CrawlOption option : values()) {
      if (option.key.equals(key)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
