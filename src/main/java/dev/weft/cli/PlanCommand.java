package dev.weft.cli;

import dev.weft.config.CrawlConfig;
import dev.weft.scope.SeedList;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code weft plan}: how long a crawl will take, found out without fetching a page. */
final class PlanCommand implements Command {
  /** Hosts that are told one by one, the slowest; the rest is summed up. */
  private static final int HOSTS_TOLD = 50;

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Options.command(this, "Tells how long a crawl will take, without fetching pages.");
    spec.usageMessage()
        .customSynopsis("weft plan [OPTIONS] SEED...", "       weft plan [OPTIONS] -f FILE");
    Options.addSeeds(spec);
    Options.addConfig(spec);
    Options.addJson(spec);
    Options.addMemory(spec);
    Options.addCrawlOptions(spec);
    spec.usageMessage()
        .footer(
            "",
            "Only robots.txt and sitemaps of the seeds' hosts are asked for, as gently as the"
                + " crawl would. Pages that no sitemap lists are not counted.");
    return spec;
  }

  @Override
  public int run(Context context, ParseResult parsed) throws CommandFailure {
    CrawlConfig config = CrawlCommand.config(context, parsed);
    SeedList seeds = Options.seeds(context, config, parsed);
    StartWarnings.contact(config, seeds.seeds()).ifPresent(context.terminal()::complain);
    StartWarnings.ownSite(config, seeds.seeds()).ifPresent(context.terminal()::complain);
    PlanSurvey survey = new PlanSurvey(config, seeds.seeds());
    List<HostPlan> hosts = new ArrayList<>(survey.run());
    PlanArithmetic sums = survey.arithmetic();
    hosts.sort(Comparator.comparing(sums::time, Comparator.reverseOrder()));
    if (Options.isJson(parsed)) {
      List<Fact> facts = new ArrayList<>();
      hosts.forEach(host -> facts.addAll(facts(host, sums)));
      facts.addAll(total(hosts, sums, config));
      context.terminal().say(Fact.json("plan", facts));
      return ExitCode.DONE;
    }
    for (HostPlan host : hosts.subList(0, Math.min(HOSTS_TOLD, hosts.size()))) {
      context.terminal().headline(host.host.toString());
      Fact.lines(facts(host, sums)).forEach(context.terminal()::say);
    }
    if (hosts.size() > HOSTS_TOLD) {
      context.terminal().say("and " + (hosts.size() - HOSTS_TOLD) + " hosts that take less");
    }
    context.terminal().headline("In all");
    Fact.lines(total(hosts, sums, config)).forEach(context.terminal()::say);
    return ExitCode.DONE;
  }

  private static List<Fact> facts(HostPlan host, PlanArithmetic sums) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "address",
            host.trouble != null
                ? host.trouble
                : host.addresses.stream()
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "))));
    host.robots.forEach((origin, text) -> facts.add(new Fact("robots.txt", origin + ": " + text)));
    facts.add(new Fact("sitemaps", sitemaps(host)));
    PlanArithmetic.Delay delay = sums.delay(host);
    facts.add(
        new Fact("delay", Figures.time(delay.time()) + " by " + HostFacts.source(delay.source())));
    facts.add(new Fact("pages", Figures.count(sums.pages(host)) + " known, in scope and allowed"));
    String each =
        "(" + Figures.time(delay.time()) + " + " + Figures.time(host.latency()) + " an answer)";
    int inFlight = sums.inFlight(host);
    facts.add(
        new Fact(
            "time",
            Figures.count(sums.pages(host))
                + " x "
                + each
                + (inFlight > 1 ? " / " + inFlight + " in flight" : "")
                + " = "
                + Figures.time(sums.time(host))
                + rate(sums.pagesAnHour(host))));
    return facts;
  }

  private static String rate(long pagesAnHour) {
    return pagesAnHour == Long.MAX_VALUE
        ? ""
        : "; " + Figures.count(pagesAnHour) + " pages an hour at most";
  }

  private static String sitemaps(HostPlan host) {
    String others =
        some(host.sitemapsElsewhere, "read for another host that names the same")
            + some(host.sitemapsBroken, "not readable")
            + some(host.sitemapsLeftOut, "left out");
    return host.sitemapsRead == 0 && others.isEmpty()
        ? "none named, so pages behind links are not counted"
        : Figures.count(host.sitemapsRead)
            + " read, with "
            + Figures.count(host.listed, "URL", "URLs")
            + others;
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", " + Figures.count(count) + " " + what;
  }

  private static List<Fact> total(List<HostPlan> hosts, PlanArithmetic sums, CrawlConfig config) {
    List<Fact> facts = new ArrayList<>();
    long pages = hosts.stream().mapToLong(sums::pages).sum();
    Duration slowest =
        hosts.stream().map(sums::time).max(Duration::compareTo).orElse(Duration.ZERO);
    Duration address = sums.slowestAddress(hosts);
    Duration concurrency = sums.atFullConcurrency(hosts);
    facts.add(
        new Fact(
            "pages", Figures.count(pages) + " at " + Figures.count(hosts.size(), "host", "hosts")));
    facts.add(new Fact("slowest host", Figures.time(slowest) + " by itself"));
    facts.add(
        new Fact(
            "shared address", Figures.time(address) + " for all hosts at the busiest address"));
    facts.add(
        new Fact(
            "concurrency",
            Figures.time(concurrency)
                + " with "
                + Figures.count(config.limits().leasesMax())
                + " requests in flight, if nothing else held it back"));
    Duration all =
        List.of(slowest, address, concurrency).stream().max(Duration::compareTo).orElseThrow();
    facts.add(
        new Fact(
            "time",
            Figures.time(all) + ", the longest of these: hosts are asked beside each other"));
    config
        .maxDuration()
        .filter(most -> most.compareTo(all) < 0)
        .ifPresent(
            most ->
                facts.add(
                    new Fact(
                        "max-duration",
                        Figures.time(most) + " a run, so " + ceil(all, most) + " runs")));
    if (config.limits().pagesMax().orElse(Long.MAX_VALUE) < pages) {
      facts.add(
          new Fact(
              "max-pages",
              Figures.count(config.limits().pagesMax().orElseThrow()) + " pages end it sooner"));
    }
    return facts;
  }

  private static long ceil(Duration all, Duration each) {
    return (long) Math.ceil((double) all.toNanos() / Math.max(1, each.toNanos()));
  }
}
