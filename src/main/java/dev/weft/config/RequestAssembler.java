package dev.weft.config;

import dev.weft.config.Setting.Value;
import dev.weft.fetch.ProxyRules;
import dev.weft.page.Headers;
import dev.weft.request.Credential;
import dev.weft.request.HeaderRule;
import dev.weft.request.RequestRules;
import dev.weft.scope.UrlPattern;
import dev.weft.url.CrawlUrl;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes what requests carry of settings. */
final class RequestAssembler {
  private static final String ORIGIN = "origin";
  private static final String USER = "user";
  private static final String PASSWORD = "password";
  private static final String BEARER = "bearer";

  private static final String NONE = "none";
  private static final String NO_PROXY = "no_proxy";

  private final Settings settings;
  private final Map<String, String> environment;
  private final Secrets secrets;
  private final Map<Origin, String> named = new HashMap<>();

  RequestAssembler(Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
    this.secrets = new Secrets(environment);
  }

  RequestRules assemble() {
    return RequestRules.NONE
        .withHeaderRules(
            settings.list(CrawlOption.HEADERS, this::rules).stream().flatMap(List::stream).toList())
        .withCredentials(settings.list(CrawlOption.CREDENTIALS, this::credential))
        .withProxies(proxies())
        .withCookies(settings.isOn(CrawlOption.COOKIES));
  }

  /** Those of the options, and where they say nothing those of the usual variables. */
  private ProxyRules proxies() {
    String direct =
        settings.list(CrawlOption.NO_PROXY, RequestAssembler::hosts).stream()
            .findFirst()
            .orElse(environment.getOrDefault(NO_PROXY, environment.getOrDefault("NO_PROXY", "")));
    List<ProxyRules> given = settings.list(CrawlOption.PROXY, value -> proxy(value, direct));
    if (!given.isEmpty() || settings.text(CrawlOption.PROXY).isPresent()) {
      return given.isEmpty() ? ProxyRules.NONE : given.get(0);
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.put(NO_PROXY, direct);
    return settings.checked(() -> ProxyRules.fromEnvironment(variables)).orElse(ProxyRules.NONE);
  }

  private static ProxyRules proxy(Value value, String direct) {
    String text = value.text().strip();
    if (text.equals(NONE)) {
      return ProxyRules.NONE;
    }
    try {
      return ProxyRules.of(text, direct);
    } catch (IllegalArgumentException e) {
      Value shown = new Value(Secrets.hiddenUserInfo(text), value.subject());
      throw new IllegalArgumentException(
          Settings.refusal(shown, "the address of an HTTP proxy, as http://host:3128, or none"), e);
    }
  }

  private static String hosts(Value value) {
    if (!value.text().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          Settings.refusal(
              value, "host names with commas between them, such as a.example,.b.example"));
    }
    return value.text();
  }

  /** A rule for each pattern of a group, all with the group's headers. */
  private List<HeaderRule> rules(Value value) {
    FieldGroup group = new FieldGroup(value, List.of("match", "header"));
    Headers headers = Headers.NONE;
    for (Value field : group.all("header")) {
      Headers one = HeaderText.parse(field);
      headers = headers.with(one.name(0), one.value(0));
    }
    List<HeaderRule> rules = new ArrayList<>();
    for (Value pattern : group.all("match")) {
      rules.add(new HeaderRule(UrlPattern.of(pattern.text(), pattern.subject()), headers));
    }
    return rules;
  }

  private Credential credential(Value value) {
    Credential credential = value.isGroup() ? ofGroup(value) : ofWords(value);
    String earlier = named.putIfAbsent(credential.origin(), value.subject());
    if (earlier != null) {
      throw new IllegalArgumentException(
          value.subject()
              + " is for "
              + credential.origin()
              + ", as is "
              + earlier
              + "; keep one of them");
    }
    return credential;
  }

  /** {@code ORIGIN USER SOURCE} for Basic, {@code ORIGIN SOURCE} for a bearer token. */
  private Credential ofWords(Value value) {
    String[] words = value.text().strip().split("\\s+", -1);
    if (words.length < 2 || words.length > 3) {
      throw new IllegalArgumentException(
          value.subject()
              + " has "
              + (words.length == 1 ? "1 word" : words.length + " words")
              + "; must be an origin, a user if there is one, and env:NAME or file:PATH, such as"
              + " `https://example.com me env:PASSWORD`");
    }
    Origin origin = origin(words[0], value.subject(), false);
    String secret = secrets.of(words[words.length - 1], value.subject());
    return words.length == 2
        ? bearer(origin, secret, value.subject())
        : basic(origin, words[1], secret, value.subject());
  }

  private Credential ofGroup(Value value) {
    FieldGroup group =
        new FieldGroup(
            value,
            List.of(
                ORIGIN,
                USER,
                PASSWORD,
                PASSWORD + "-env",
                PASSWORD + "-file",
                BEARER,
                BEARER + "-env",
                BEARER + "-file"));
    Value place = group.one(ORIGIN);
    Origin origin = origin(place.text(), place.subject(), true);
    boolean isBasic = group.has(USER);
    String kind = isBasic ? PASSWORD : BEARER;
    List<String> sources = List.of(kind, kind + "-env", kind + "-file");
    List<String> given = sources.stream().filter(group::has).toList();
    if (given.size() != 1 || group.size() != (isBasic ? 3 : 2)) {
      throw new IllegalArgumentException(
          value.subject()
              + " for "
              + origin
              + " must have a user and one of password, password-env and password-file, or one of"
              + " bearer, bearer-env and bearer-file alone");
    }
    Value source = group.one(given.get(0));
    String secret =
        switch (sources.indexOf(given.get(0))) {
          case 0 -> source.text();
          case 1 -> secrets.variable(source.text(), source.subject());
          default -> secrets.file(source.text(), source.subject());
        };
    return isBasic
        ? basic(origin, group.one(USER).text(), secret, value.subject())
        : bearer(origin, secret, value.subject());
  }

  private static Credential basic(Origin origin, String user, String password, String subject) {
    try {
      return Credential.basic(origin, user, password);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(subject + ": " + e.getMessage(), e);
    }
  }

  private static Credential bearer(Origin origin, String token, String subject) {
    try {
      return Credential.bearer(origin, token);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(subject + ": " + e.getMessage(), e);
    }
  }

  /** Words may stand in the wrong order: the first may be the secret, and is not told. */
  private static Origin origin(String text, String subject, boolean isTold) {
    CrawlUrl url = CrawlUrl.parseOrNull(text);
    if (url == null || !url.isHttp() || !url.pathAndQuery().equals("/") || text.indexOf('@') >= 0) {
      String told = isTold || text.contains("://") ? Secrets.hiddenUserInfo(text) : "…";
      Value shown = new Value(told, subject);
      throw new IllegalArgumentException(
          Settings.refusal(shown, "an origin without a path, such as https://example.com"));
    }
    return url.origin();
  }
}
