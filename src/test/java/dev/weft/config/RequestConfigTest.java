package dev.weft.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.request.RequestRules;
import dev.weft.scope.ScopeKind;
import dev.weft.scope.Seed;
import dev.weft.scope.Submission;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestConfigTest {
  private static final String HUSH = "hush-hush";

  @TempDir private Path folder;

  @Test
  void credentialsComeFromTheFileTheEnvironmentAndFiles() throws IOException, ConfigException {
    Path token = Files.writeString(folder.resolve("token"), HUSH + "\n");
    Path file =
        write(
            """
            credentials:
              - origin: https://a.example
                user: me
                password-env: A_PASSWORD
              - origin: https://b.example:8443/
                bearer-file: %s
              - {origin: "http://c.example", user: "", password: "x y"}
            """
                .replace("%s", token.toString()));

    RequestRules rules =
        new ConfigReader("1").file(file).environment(Map.of("A_PASSWORD", "pw")).read().requests();

    assertThat(authorization(rules, "https://a.example/x")).isEqualTo("Basic bWU6cHc=");
    assertThat(authorization(rules, "https://b.example:8443/")).isEqualTo("Bearer " + HUSH);
    assertThat(authorization(rules, "http://c.example/")).isEqualTo("Basic OnggeQ==");
    assertThat(authorization(rules, "http://a.example/x")).isEmpty();
  }

  @Test
  void aFlagNamesTheSecretsPlaceAndNotTheSecret() throws ConfigException {
    CrawlConfig config =
        new ConfigReader("1")
            .environment(Map.of("PW", HUSH))
            .flags(
                Map.of(
                    CrawlOption.CREDENTIALS,
                    List.of("https://a.example me env:PW", "https://b.example env:PW"),
                    CrawlOption.HEADER,
                    List.of("Authorization: " + HUSH, "X-Any: 1")))
            .read();

    assertThat(authorization(config.requests(), "https://a.example/"))
        .isEqualTo("Basic bWU6aHVzaC1odXNo");
    assertThat(authorization(config.requests(), "https://b.example/")).isEqualTo("Bearer " + HUSH);
    assertThat(config.toString()).doesNotContain(HUSH).contains("Authorization: …");
    assertThat(config.chosen())
        .extracting(CrawlConfig.Chosen::value)
        .noneMatch(v -> v.contains(HUSH));
  }

  @Test
  void headersForAPatternOverrideTheGeneralOnes() throws IOException, ConfigException {
    Path file =
        write(
            """
            header: "Accept: text/html"
            headers:
              - match: ["*/api/*", "re:[.]json$"]
                header: ["Accept: application/json", "X-Version: 2"]
              - match: "*/api/old/*"
                header: "X-Version: 1"
            """);

    RequestRules rules = new ConfigReader("1").file(file).read().requests();

    assertThat(rules.headersFor(url("https://a.example/api/x"), true).first("accept"))
        .contains("application/json");
    assertThat(rules.headersFor(url("https://a.example/x.json"), true).first("x-version"))
        .contains("2");
    assertThat(rules.headersFor(url("https://a.example/api/old/"), true).all("x-version"))
        .containsExactly("1");
    assertThat(rules.headersFor(url("https://a.example/"), true).size()).isZero();
  }

  @Test
  void mistakesNameTheirPlaceAndNoSecret() throws IOException {
    mistake(
        "  - origin: https://a.example/path\n    bearer: hush-hush",
        ":2: credentials.origin is "
            + "https://a.example/path; must be an origin without a path, such as https://example.com");
    mistake(
        "  - origin: https://me:hush-hush@a.example/\n    bearer: x",
        ":2: credentials.origin is "
            + "https://…@a.example/; must be an origin without a path, such as https://example.com");
    mistake(
        "  - origin: https://a.example\n    user: me\n    bearer: hush-hush",
        ":2: credentials for "
            + "https://a.example must have a user and one of password, password-env and password-file, or"
            + " one of bearer, bearer-env and bearer-file alone");
    mistake(
        "  - origin: https://a.example\n    bearer: hush hush",
        ":2: credentials: the bearer token "
            + "for https://a.example is empty or has characters other than letters, digits and -._~+/=");
    mistake(
        "  - origin: https://a.example\n    bearer-env: NONE",
        ":3: credentials.bearer-env names the " + "variable NONE, which is not set; set it");
    mistake(
        "  - origin: https://a.example\n    bearer-file: /nowhere/token",
        ":3: " + "credentials.bearer-file names the file /nowhere/token, which cannot be read");
    mistake(
        "  - user: me\n    pasword: hush-hush",
        ":2: credentials has the key pasword; must be of"
            + " origin, user, password, password-env, password-file, bearer, bearer-env, bearer-file;"
            + " did you mean password?");
    mistake(
        "  - https://a.example me hush-hush",
        ":2: credentials ends in what is neither env:NAME nor"
            + " file:PATH; put the secret into one");
    mistake(
        "  - hush-hush env:NAME",
        ":2: credentials is …; must be an origin without a path, such as https://example.com");
    mistake(
        "  - {origin: https://a.example, bearer: a}\n  - {origin: https://a.example, bearer: b}",
        ":3: credentials is for https://a.example, as is FILE:2: credentials; keep one of them");
  }

  private void mistake(String yaml, String message) throws IOException {
    Path file = write("credentials:\n" + yaml + "\n");
    ConfigReader reader = new ConfigReader("1").file(file);
    List<String> mistakes = catchThrowableOfType(ConfigException.class, reader::read).mistakes();
    assertThat(mistakes).containsExactly(file + message.replace("FILE", file.toString()));
    assertThat(mistakes).noneMatch(told -> told.contains("hush"));
  }

  @Test
  void aMalformedSensitiveHeaderIsRefusedWithoutItsValue() {
    ConfigReader reader =
        new ConfigReader("1")
            .flags(Map.of(CrawlOption.HEADER, List.of("Cookie: " + HUSH + "\r\nX: y")));

    assertThat(catchThrowableOfType(ConfigException.class, reader::read).mistakes())
        .containsExactly(
            "--header is Cookie: …; must be a name and a value on one line, such as"
                + " `Accept-Language: en`");
  }

  @Test
  void seedsOfTheFileMaySendSomething() throws IOException, ConfigException {
    Path file =
        write(
            """
            scope: domain
            seeds:
              - url: https://a.example/search
                method: POST
                body: q=a b
              - url: b.example
                scope: any
            """);

    List<Seed> seeds = new ConfigReader("1").file(file).read().seeds();

    assertThat(seeds).extracting(Seed::kind).containsExactly(ScopeKind.DOMAIN, ScopeKind.ANY);
    assertThat(seeds.get(0).submission())
        .contains(Submission.of("POST", Submission.FORM, "q=a b".getBytes(UTF_8)));
    assertThat(seeds.get(1).submission()).isEmpty();
    assertThat(seeds.get(1).source()).isEqualTo(file + ":6: seeds");
  }

  @Test
  void aSeedThatCannotBeIsToldWithItsLine() throws IOException {
    Path file =
        write("seeds:\n  - url: ftp://a.example/\n  - url: https://a.example/\n    method: GO\n");
    ConfigReader reader = new ConfigReader("1").file(file);

    assertThat(catchThrowableOfType(ConfigException.class, reader::read).mistakes())
        .containsExactly(
            file
                + ":2: seeds: `ftp://a.example/` is no seed: its scheme is ftp; must be http or https",
            file
                + ":3: seeds: method must be POST, PUT or PATCH; leave it out for a GET, which has no"
                + " body");
  }

  @Test
  void groupsAreForTheFileAlone() throws IOException {
    Path file = write("headers: X\n");
    ConfigReader reader = new ConfigReader("1").file(file);

    assertThat(catchThrowableOfType(ConfigException.class, reader::read).mistakes())
        .containsExactly(file + ":1: headers is one value; must be a list of groups");
  }

  @Test
  void proxiesComeFromTheOptionsAndElseFromTheUsualVariables() throws ConfigException {
    Map<String, String> usual =
        Map.of("http_proxy", "http://env.example:1", "no_proxy", "b.example");

    RequestRules byVariables = new ConfigReader("1").environment(usual).read().requests();
    RequestRules byOption =
        new ConfigReader("1")
            .environment(usual)
            .flags(
                Map.of(
                    CrawlOption.PROXY, List.of("http://me:hush-hush@flag.example:2"),
                    CrawlOption.NO_PROXY, List.of("c.example")))
            .read()
            .requests();
    RequestRules none =
        new ConfigReader("1")
            .environment(usual)
            .flags(Map.of(CrawlOption.PROXY, List.of("none")))
            .read()
            .requests();

    assertThat(reachedAt(byVariables, "http://a.example/")).isEqualTo("env.example");
    assertThat(reachedAt(byVariables, "http://b.example/")).isEqualTo("b.example");
    assertThat(reachedAt(byOption, "https://b.example/")).isEqualTo("flag.example");
    assertThat(reachedAt(byOption, "https://x.c.example/")).isEqualTo("x.c.example");
    assertThat(reachedAt(none, "http://a.example/")).isEqualTo("a.example");
  }

  @Test
  void aProxyThatIsNoneIsRefusedWithoutItsPassword() {
    ConfigReader flag =
        new ConfigReader("1")
            .flags(Map.of(CrawlOption.PROXY, List.of("socks5://me:hush-hush@proxy.example:1")));
    ConfigReader variable =
        new ConfigReader("1").environment(Map.of("https_proxy", "ftp://me:hush-hush@p.example"));

    assertThat(catchThrowableOfType(ConfigException.class, flag::read).mistakes())
        .containsExactly(
            "--proxy is socks5://…@proxy.example:1; must be the address of an HTTP proxy, as"
                + " http://host:3128, or none");
    assertThat(catchThrowableOfType(ConfigException.class, variable::read).mistakes())
        .singleElement()
        .asString()
        .startsWith("https_proxy is ")
        .doesNotContain("hush");
  }

  private static String reachedAt(RequestRules rules, String url) {
    return rules.reachedAt(url(url).origin()).toString();
  }

  private static String authorization(RequestRules rules, String url) {
    return rules.headersFor(url(url), false).first("authorization").orElse("");
  }

  private static CrawlUrl url(String text) {
    return CrawlUrl.parse(text).orElseThrow();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("crawl.yaml"), yaml);
  }
}
