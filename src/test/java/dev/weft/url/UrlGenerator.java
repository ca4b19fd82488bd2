package dev.weft.url;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes links of every sort from a seed: plausible ones, and heaps of what parsers trip over. */
final class UrlGenerator {
  static final List<String> BASES =
      List.of(
          "http://example.com/",
          "http://example.com/a/b/c.html?q=1&r",
          "https://www.example.org:8443/one/two/",
          "http://127.0.0.1:8081/docs/api/index.html",
          "https://[2001:db8::1]/x/y?z",
          "http://host.example/no/end?a/../b",
          "http://a..b./%2e/x//y/",
          "file:///C:/dir/file.txt?q",
          "file://server/share/",
          "ftp://ftp.example/pub/x",
          "ws://socket.example/chat",
          "sc://host/path/to?x",
          "sc:/.//not-a-host/x",
          "mailto:someone@example.com",
          "data:text/plain,hello");

  private static final String[] PLAIN = {
    "a", "b1", "index.html", "Z_~-", "some-page", "2", "%20", "%7Euser", "a,b;c=d", "(x)", "!'*$&+"
  };

  private static final String[] ODD = {
    "http:",
    "https:",
    "HTTP:",
    "Https:",
    "file:",
    "ftp:",
    "ws:",
    "sc:",
    "mailto:",
    "://",
    "//",
    "///",
    "/",
    "/",
    "/",
    "\\",
    "\\\\",
    ".",
    "..",
    "...",
    "./",
    "../",
    "/.",
    "/..",
    "%2e",
    "%2E.",
    ".%2e",
    "%2f",
    "%",
    "%zz",
    "?",
    "?",
    "#",
    "#",
    "&",
    "=",
    ":",
    ":80",
    ":443",
    ":8080",
    ":0",
    ":65535",
    ":65536",
    ":0080",
    ":x",
    "@",
    "u:p@",
    "@@",
    " ",
    "\t",
    "\n",
    "\r",
    "\0",
    "\u001f",
    "\u007f",
    "|",
    "^",
    "{",
    "}",
    "`",
    "\"",
    "<",
    ">",
    "'",
    "[",
    "]",
    "[::1]",
    "[1:2::3.4.5.6]",
    "example.com",
    "EXAMPLE.com",
    "exa_mple.com",
    "xn--bcher-kva.de",
    "xn--a",
    "b\u00fccher.de",
    "\u3002",
    "\uff0e",
    "\u00ad",
    "\u00df",
    "\u200d",
    "\ud83d\ude00",
    "\ud800",
    "\udc00",
    "\ufffd",
    "1",
    "1.2",
    "1.2.3.4",
    "0x7f",
    "08",
    "256",
    "4294967296",
    "1.",
    "0x",
    "localhost",
    "C:",
    "c|",
    "/C:/",
    "%43:",
    ";",
    ",",
    "+",
    "-",
    "_",
    "~",
    "$",
    "!",
    "*",
    "(",
    ")",
    "\u00e9",
    "%C3%A9"
  };

  private final SplittableRandom random;

  UrlGenerator(long seed) {
    random = new SplittableRandom(seed);
  }

  String base() {
    return BASES.get(random.nextInt(BASES.size()));
  }

  /** A link: usually nearly ordinary, now and then anything at all. */
  String link() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> soup(1 + random.nextInt(8));
      case 2, 3 -> spoilt(plausible());
      default -> plausible();
    };
  }

  /** The link with everything but printable ASCII escaped, to be pasted into Java. */
  static String shown(String link) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < link.length(); i++) {
      char c = link.charAt(i);
      out.append(
          c >= ' ' && c < 0x7F
              ? String.valueOf(c)
              : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return out.toString();
  }

  private String plausible() {
    StringBuilder out = new StringBuilder();
    switch (random.nextInt(6)) {
      case 0 -> out.append("http://").append(authority());
      case 1 -> out.append(random.nextBoolean() ? "https://" : "//").append(authority());
      case 2 -> out.append('/');
      case 3 -> out.append("../".repeat(random.nextInt(4)));
      case 4 -> out.append(random.nextBoolean() ? "./" : "");
      default -> out.append(plain());
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append(plain()).append(random.nextInt(3) > 0 ? "/" : "");
    }
    if (random.nextInt(3) == 0) {
      out.append('?').append(plain()).append('=').append(plain());
    }
    return random.nextInt(4) == 0 ? out + "#" + plain() : out.toString();
  }

  private String authority() {
    String host =
        switch (random.nextInt(6)) {
          case 0 -> "example.com";
          case 1 -> "127.0.0.1:8081";
          case 2 -> "www.example.org:8443";
          case 3 -> "sub-1.host_name.example." + (random.nextBoolean() ? "com" : "4a");
          case 4 -> "10.0.0." + random.nextInt(300);
          default -> plain();
        };
    return host + (random.nextInt(4) == 0 ? "" : "/");
  }

  private String plain() {
    return PLAIN[random.nextInt(PLAIN.length)];
  }

  private String soup(int tokens) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens; i++) {
      out.append(random.nextInt(4) == 0 ? plain() : ODD[random.nextInt(ODD.length)]);
    }
    return out.toString();
  }

  private String spoilt(String link) {
    StringBuilder out = new StringBuilder(link);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(out.length() + 1);
      if (random.nextInt(3) == 0 && at < out.length()) {
        out.deleteCharAt(at);
      } else {
        out.insert(at, ODD[random.nextInt(ODD.length)]);
      }
    }
    return out.toString();
  }
}
