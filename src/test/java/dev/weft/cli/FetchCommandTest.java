package dev.weft.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weft.cli.Cli.Run;
import dev.weft.fetch.Conversation;
import dev.weft.fetch.MisbehavingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class FetchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static MisbehavingServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = MisbehavingServer.start();
    server.on("/page", c -> send(c, "text/html; charset=iso-8859-1", "<p>\u00e9</p>"));
    server.on("/bytes", c -> send(c, "application/octet-stream", "\u0000\u00ff"));
    server.on(
        "/zipped",
        c ->
            send(
                c,
                "text/plain; charset=utf-8\r\nContent-Encoding: gzip",
                gzip("\u00fc\u001b[31m\u202e")));
    server.on("/empty", c -> send(c, "text/plain", ""));
    server.on(
        "/moved", c -> c.send("HTTP/1.1 301 -\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n"));
    server.on(
        "/file",
        c -> c.send("HTTP/1.1 302 -\r\nLocation: file:///etc\r\nContent-Length: 0\r\n\r\n"));
    server.on("/evil", c -> send(c, "a\u001b]0;x\u0007b", "x"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void send(Conversation c, String type, String latin1) throws IOException {
    c.send(
        "HTTP/1.1 200 -\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + latin1.length()
            + "\r\n\r\n"
            + latin1);
  }

  private static String gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  private static String url(String path) {
    return server.url(path).href();
  }

  private static List<JsonNode> records(Run run) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  @Test
  void everyUrlHasARecordByThePublishedSchema() throws IOException {
    Run run =
        Cli.run(
            "fetch",
            "--ordered",
            "--include-body",
            "--save",
            folder.toString(),
            url("/page"),
            url("/bytes"),
            url("/zipped"),
            url("/empty"),
            url("/moved"),
            url("/file"),
            url("/evil"),
            url("/none"),
            "localhost:1");

    assertThat(run.code()).isEqualTo(ExitCode.NO);
    assertThat(run.err()).startsWith("Finished after ").endsWith(": 9 URLs, 3 failed\n");
    for (String line : run.out().lines().toList()) {
      assertThat(schema().validate(line, InputFormat.JSON)).as(line).isEmpty();
    }
    List<JsonNode> records = records(run);
    assertThat(records)
        .extracting(r -> r.get("index").asInt())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(records)
        .extracting(r -> r.get("disposition").asText())
        .containsExactly(
            "fetched",
            "fetched",
            "fetched",
            "fetched",
            "fetched",
            "redirected",
            "fetched",
            "httpError",
            "fetchFailed");
    assertThat(records)
        .extracting(r -> r.get("error").path("code").asText())
        .containsExactly("", "", "", "", "", "redirectForbidden", "", "", "connectRefused");
    assertThat(records.get(4).get("finalUrl").asText()).isEqualTo(url("/page"));
    assertThat(records.get(4).at("/redirects/0/status").asInt()).isEqualTo(301);
    assertThat(records.get(4).get("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void bodiesAreTextWhereTheyAreAndBase64Otherwise() throws IOException {
    List<JsonNode> records =
        records(
            Cli.run(
                "fetch",
                "--ordered",
                "--include-body",
                url("/page"),
                url("/bytes"),
                url("/zipped")));

    assertThat(records)
        .extracting(r -> r.get("bodyEncoding").asText())
        .containsExactly("text", "base64", "text");
    assertThat(records)
        .extracting(r -> r.get("body").asText())
        .containsExactly("<p>\u00e9</p>", "AP8=", "\u00fc\u001b[31m\u202e");
    assertThat(records).extracting(r -> r.has("path")).containsOnly(false);
  }

  @Test
  void hostile29_nothingAServerSendsReachesATerminal() {
    Run run = Cli.run("fetch", "--include-body", url("/zipped"), url("/evil"));

    assertThat(run.out() + run.err()).doesNotContainPattern("[\\p{Cc}&&[^\n]]|[\\u202a-\\u202e]");
  }

  @Test
  void savedFilesHoldTheDecodedBodyAndTheRecordSaysWhere() throws IOException {
    Run run =
        Cli.run(
            "fetch",
            "-q",
            "--save",
            folder.resolve("a/b").toString(),
            url("/zipped"),
            url("/zipped"),
            url("/none"));

    assertThat(run.err()).isEmpty();
    List<JsonNode> records = records(run);
    List<Path> paths =
        records.stream()
            .filter(r -> r.get("status").asInt() == 200)
            .map(r -> Path.of(r.get("path").asText()))
            .toList();
    assertThat(paths).hasSize(2).doesNotHaveDuplicates();
    assertThat(paths).allSatisfy(path -> assertThat(path).hasContent("\u00fc\u001b[31m\u202e"));
    try (var files = Files.list(folder.resolve("a/b"))) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void standardInputGivesUrlsLineByLine() throws IOException {
    String input =
        "\ufeff# two\r\n\n" + url("/page") + " # a comment\nfoo bar\nfile:///x\n" + url("/empty");

    Run run = Cli.run(Map.of(), input, "fetch", "--ordered", url("/bytes"), "-");

    assertThat(records(run))
        .extracting(r -> r.get("url").asText())
        .containsExactly(url("/bytes"), url("/page"), url("/empty"));
    assertThat(run.err())
        .contains(
            "weft: standard input:4: there is more than a URL",
            "weft: standard input:5: `file:///x`")
        .endsWith("2 lines were no URLs\n");
    assertThat(run.code()).isEqualTo(ExitCode.NO);
  }

  @Test
  void dataIsPostedByTheMethodAndInTheTypeSaid() throws IOException {
    server.on("/form", c -> c.answer(200, "x"));
    Path file = Files.writeString(folder.resolve("data"), "{}");

    assertThat(Cli.run("fetch", "--data", "a=1", url("/form")).code()).isZero();
    assertThat(
            Cli.run(
                    "fetch",
                    "--data",
                    "@" + file,
                    "--method",
                    "put",
                    "--header",
                    "Content-Type: application/json",
                    url("/form"))
                .code())
        .isZero();

    List<String> heads = server.heads().stream().filter(head -> head.contains("/form ")).toList();
    assertThat(heads.get(0))
        .startsWith("POST ")
        .contains("Content-Type: application/x-www-form-urlencoded\r\n", "Content-Length: 3\r\n");
    assertThat(heads.get(heads.size() - 1))
        .startsWith("PUT ")
        .contains("Content-Type: application/json\r\n", "Content-Length: 2\r\n");
  }

  @Test
  void aRedirectIsTheAnswerIfNoneIsToBeFollowed() throws IOException {
    Run run = Cli.run("fetch", "--max-redirects", "0", url("/moved"));

    assertThat(run.code()).isZero();
    assertThat(records(run).get(0).get("status").asInt()).isEqualTo(301);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-redirects=-1 | --max-redirects is -1; must be a whole number from 0 to 50",
        "--method=GET/1 | --method is GET/1; must be GET",
        "--method=connect | --method is connect; must be GET",
        "--data=@/nowhere/x | --data: /nowhere/x cannot be read",
        "--per-host=0 | --per-host is 0; must be 1 or more",
        "--header=Host:x | --header is Host:x; must be a header that is not the fetcher's own",
        "ftp://example.com/ | its scheme is ftp; must be http or https",
        "foo | write https://foo/",
        "--nonsense | there is no option `--nonsense`",
      })
  void mistakesAreToldAndNothingIsFetched(String argument, String message) {
    int before = server.heads().size();

    Run run = Cli.run("fetch", argument, url("/page"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
    assertThat(server.heads()).hasSize(before);
  }

  @Test
  void noUrlIsAMistake() {
    assertThat(Cli.run("fetch"))
        .isEqualTo(
            new Run(
                2,
                "",
                "weft: no URL; name some, or - to read them from standard input, one a line\n"));
    assertThat(Cli.run("fetch", "-", "-").err()).contains("- is given twice");
  }

  @Test
  void recordsThatCannotBeWrittenEndIt() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    Run run = Cli.run(full, "fetch", url("/page"));

    assertThat(run.code()).isEqualTo(ExitCode.STORAGE);
    assertThat(run.err()).contains("standard output: No space left on device");
  }

  private static Schema schema() throws IOException {
    try (InputStream schema =
        FetchCommandTest.class.getResourceAsStream("/dev/weft/cli/fetched.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema);
    }
  }
}
