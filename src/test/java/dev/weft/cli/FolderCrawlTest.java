package dev.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.Cli.Run;
import dev.weft.demo.DemoOptions;
import dev.weft.demo.DemoServer;
import dev.weft.demo.DemoTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderCrawlTest {
  private static DemoServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = DemoServer.start(DemoOptions.DEFAULT.withPages(200).withoutTroubles());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Run crawl(String... options) {
    List<String> arguments = new ArrayList<>(List.of("crawl", "--own-site", "-o", out()));
    arguments.addAll(List.of(options));
    arguments.addAll(server.web().seeds());
    return Cli.run(arguments.toArray(String[]::new));
  }

  private String out() {
    return folder.toString();
  }

  @Test
  void aCrawlGoesOnWhereALimitEndedItAndStaysFinished() throws IOException {
    Run first = crawl("--max-pages=50");
    Run second = crawl();
    Run third = crawl();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).startsWith("Going on in " + folder + ": ").contains("\nFinished ");
    long urls = DemoTruth.of(server.web()).count();
    assertThat(Files.readAllLines(folder.resolve("pages.jsonl"))).hasSize((int) urls);
    assertThat(third.code()).isZero();
    assertThat(third.out())
        .isEqualTo(
            folder
                + ": the crawl is finished, "
                + Figures.count(urls)
                + " URLs; --revisit 1d fetches again what is older, --fresh starts it over\n");
  }

  @Test
  void statusTellsWhatIsCommitted() throws IOException {
    crawl("--max-pages=50");

    Run told = Cli.run("status", out());
    JsonNode status = new ObjectMapper().readTree(Cli.run("status", "--json", out()).out());

    assertThat(told.out())
        .startsWith(folder + ": stopped; the next run goes on\n")
        .containsPattern("\n  fetched +50\n");
    assertThat(status.get("running").asBoolean()).isFalse();
    assertThat(status.get("finished").get("fetched").asLong()).isEqualTo(50);
    assertThat(status.get("queued").asLong()).isPositive();
    assertThat(status.get("stateBytes").asLong()).isPositive();
  }

  @Test
  void verifyNamesTheRecordThatIsNotAsCommitted() throws IOException {
    crawl("--max-pages=50");
    assertThat(Cli.run("verify", out()).code()).isZero();
    Path records = folder.resolve("pages.jsonl");
    List<String> lines = Files.readAllLines(records);

    Files.writeString(records, Files.readString(records).replace(lines.get(7), lines.get(6)));
    Run wrong = Cli.run("verify", out());

    assertThat(wrong.code()).isEqualTo(ExitCode.NO);
    assertThat(wrong.err()).contains("weft: pages.jsonl");
    assertThat(wrong.out()).startsWith(folder + " is damaged: ");
  }

  @Test
  void theLedgerCoversEarlierRunsAndIsProved() throws IOException {
    crawl("--max-pages=50");
    JsonNode first = busiest();
    crawl("--max-pages=100");
    JsonNode second = busiest();

    assertThat(second.get("requests").asInt()).isGreaterThan(first.get("requests").asInt());
    assertThat(second.get("gaps").asInt()).isGreaterThan(first.get("gaps").asInt());
    assertThat(Cli.run("status", out()).out()).contains(first.get("host").asText());
    Run proved = Cli.run("verify", "--politeness", out());
    assertThat(proved.code()).as(proved.err()).isZero();
    assertThat(proved.out()).contains(" treated as promised, ");

    Path ledger = folder.resolve("hosts.jsonl");
    String text = Files.readString(ledger);
    Files.writeString(ledger, text.replaceFirst("\"gapsTooShort\":0", "\"gapsTooShort\":3"));
    Run short3 = Cli.run("verify", "--politeness", out());
    assertThat(short3.code()).isEqualTo(ExitCode.NO);
    assertThat(short3.err()).contains("3 of ").contains("shorter than the delay in force");
    Files.writeString(
        ledger, text.replaceFirst("\"pagesBeforeRobots\":0", "\"pagesBeforeRobots\":1"));
    assertThat(Cli.run("verify", "--politeness", out()).err()).contains("before its robots.txt");

    Files.delete(ledger);
    assertThat(Cli.run("verify", "--politeness", out()).out()).contains(" treated as promised, ");
  }

  /** The first line of the ledger. */
  private JsonNode busiest() throws IOException {
    String line = Files.readAllLines(folder.resolve("hosts.jsonl")).get(0);
    return new ObjectMapper().readTree(line);
  }

  @Test
  void aFinishedCrawlWhoseRecordsAreGoneIsNotCalledFinished() throws IOException {
    crawl();
    Files.delete(folder.resolve("pages.jsonl"));

    Run again = crawl();

    assertThat(again.code()).isEqualTo(ExitCode.STORAGE);
    assertThat(again.err()).contains("pages.jsonl is missing, but ").contains("--fresh");
  }

  @Test
  void exportWritesUrlsHostsAndErrors() throws IOException {
    crawl("--max-pages=50");

    Run urls = Cli.run("export", out());
    crawl();
    Run hosts = Cli.run("export", "--what=hosts", "--format=csv", out());
    Run errors = Cli.run("export", "--what", "errors", out());

    assertThat(urls.out().lines())
        .hasSizeGreaterThan(50)
        .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).has("state")).isTrue())
        .anyMatch(line -> line.contains("\"state\":\"queued\""));
    assertThat(hosts.out()).startsWith("host,queued,finished,errors,wireBytes\n").hasLineCount(5);
    assertThat(errors.out().lines())
        .allMatch(line -> line.contains("\"error\":\""))
        .anyMatch(line -> line.contains("\"error\":\"http4"));
    assertThat(Cli.run("export", "--what=all", out()).err())
        .isEqualTo("weft: --what is all; must be urls, hosts, errors\n");
  }

  @Test
  void optionsOfTheWholeCrawlMustStayAsTheyWere() {
    crawl("--max-pages=5");

    Run other = crawl("--sink=csv");
    Run none = crawl("--state=none");

    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err())
        .endsWith(
            "weft: sink is csv, but the crawl in "
                + folder
                + " was begun with jsonl; give --sink jsonl to go on, another folder, or --fresh to"
                + " start over\n");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains(folder + " holds the state of a crawl; leave --state none out");
  }

  @Test
  void aFinishedCrawlIsHeldAgainstItsOptionsToo() throws IOException {
    crawl();
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "items:\n  - item: page\n    fields:\n      title: title\n");

    Run other = crawl("--sink=warc");
    Run ruled = crawl("--rules=" + rules);

    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err()).contains("weft: sink is warc, but the crawl in ");
    assertThat(ruled.code()).as(ruled.err()).isEqualTo(ExitCode.USAGE);
    assertThat(ruled.err())
        .contains(
            "weft: rules are not those that the crawl in "
                + folder
                + " was begun with; leave --rules out to go on, another folder, or --fresh");
  }

  @Test
  void optionsThatAreDamagedOrMissingAreNotGuessedAt() throws IOException {
    crawl("--max-pages=5");
    Path options = folder.resolve("state/options");
    String whole = Files.readString(options);
    for (String damaged :
        List.of("", "rotten", whole.replace("jsonl", "jsomm"), whole + "sink: csv\n", "\0\0\0")) {
      Files.writeString(options, damaged);

      Run run = crawl();

      assertThat(run.code()).as(damaged).isEqualTo(ExitCode.STORAGE);
      assertThat(run.err()).as(damaged).contains(options + " is damaged, so nobody can tell");
    }
    Files.delete(options);
    assertThat(crawl().err()).contains(options + " is missing, so nobody can tell");

    Files.writeString(options, whole);
    assertThat(crawl().code()).isZero();
  }

  @Test
  void aDiskThatIsNearlyFullEndsTheCrawlInOrder() {
    Run run = crawl("--min-free-disk=1000000g");

    assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
    assertThat(run.err()).contains("min-free-disk is ").contains("Make room");
    assertThat(Cli.run("verify", out()).code()).isZero();
  }

  @Test
  void aFolderWithoutAStateIsNamed() {
    for (String command : List.of("status", "verify", "export")) {
      Run run = Cli.run(command, out());

      assertThat(run.code()).as(command).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).as(command).startsWith("weft: " + folder + " holds no state");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedStateIsNamedAndNotTouched() throws IOException {
    crawl("--max-pages=5");
    Path version = folder.resolve("state/version");
    Files.write(version, "weft-state 99\n".getBytes(UTF_8));

    Run run = crawl();

    assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
    assertThat(run.err()).contains(version.toString()).contains("--fresh");
    assertThat(version).hasContent("weft-state 99");
  }
}
