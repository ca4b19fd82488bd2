package dev.weft.fetch;

import dev.weft.url.CrawlUrl;
import dev.weft.url.HostName;
import dev.weft.url.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a request goes through, if any: one for http, one for https, and the hosts reached
 * without. The latter are names or suffixes of names ({@code example.org} and {@code .example.org}
 * both mean it and all below it), each with a port or without, or {@code *} for all, as curl reads
 * {@code NO_PROXY}. Loopback names and addresses are never reached through a proxy.
 */
public final class ProxyRules {
  /** No proxy for anything. */
  public static final ProxyRules NONE = new ProxyRules(null, null, List.of());

  private final @Nullable Proxy http;
  private final @Nullable Proxy https;
  private final List<String> direct;

  private ProxyRules(@Nullable Proxy http, @Nullable Proxy https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /**
   * One proxy for all, as {@code http://user:password@proxy.example:3128}, or several hosts
   * without.
   *
   * @throws IllegalArgumentException if {@code proxy} is no such URL
   */
  public static ProxyRules of(String proxy, String noProxy) {
    Proxy parsed = parse("proxy", proxy);
    return new ProxyRules(parsed, parsed, split(noProxy));
  }

  /**
   * By {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy}; in capitals
   * too but for {@code HTTP_PROXY}, which a CGI program's client could set (httpoxy).
   *
   * @throws IllegalArgumentException if one of them is no URL of an HTTP proxy
   */
  public static ProxyRules fromEnvironment(Map<String, String> environment) {
    Proxy all = parsed(environment, "all_proxy", "ALL_PROXY");
    Proxy http = parsed(environment, "http_proxy");
    Proxy https = parsed(environment, "https_proxy", "HTTPS_PROXY");
    String direct = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new ProxyRules(http == null ? all : http, https == null ? all : https, split(direct));
  }

  /** The proxy for requests to an origin. */
  public Optional<Proxy> proxyFor(Origin origin) {
    Proxy proxy = origin.isSecure() ? https : http;
    return proxy == null || isDirect(origin) ? Optional.empty() : Optional.of(proxy);
  }

  /** Whether there is no proxy at all. */
  public boolean isEmpty() {
    return http == null && https == null;
  }

  private boolean isDirect(Origin origin) {
    HostName host = origin.host();
    if (host.isLoopbackName()
        || host.address().filter(address -> address.isLoopbackAddress()).isPresent()) {
      return true;
    }
    String name = host.toString().toLowerCase(Locale.ROOT);
    String withPort = name + ":" + origin.port();
    return direct.stream().anyMatch(rule -> matches(rule, name) || matches(rule, withPort));
  }

  private static boolean matches(String rule, String name) {
    return rule.equals("*") || name.equals(rule) || name.endsWith("." + rule);
  }

  private static @Nullable Proxy parsed(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return parse(name, value);
      }
    }
    return null;
  }

  private static Proxy parse(String name, String value) {
    String text = value.contains("://") ? value : "http://" + value;
    int start = text.indexOf("://") + 3;
    int end = text.indexOf('/', start);
    String authority = text.substring(start, end < 0 ? text.length() : end);
    int at = authority.lastIndexOf('@');
    CrawlUrl url =
        CrawlUrl.parse(text.substring(0, start) + authority.substring(at + 1))
            .filter(parsed -> parsed.origin().toString().startsWith("http://"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name
                            + " is `"
                            + text.substring(0, start)
                            + authority.substring(at + 1)
                            + "`; must be the address of an HTTP proxy, as http://host:3128"));
    String authorization = at < 0 ? null : Proxy.basic(authority.substring(0, at));
    return new Proxy(url.host(), url.port(), authorization);
  }

  private static List<String> split(String noProxy) {
    List<String> rules = new ArrayList<>();
    for (String each : noProxy.split("[,\\s]+", -1)) {
      String rule = each.strip().toLowerCase(Locale.ROOT);
      while (rule.startsWith(".") || rule.startsWith("*.")) {
        rule = rule.substring(rule.indexOf('.') + 1);
      }
      if (!rule.isEmpty()) {
        rules.add(rule);
      }
    }
    return List.copyOf(rules);
  }
}
