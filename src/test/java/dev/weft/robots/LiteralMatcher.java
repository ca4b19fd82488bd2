package dev.weft.robots;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RFC 9309 read as plainly as it can be, with what Google's matcher forgives: every line is looked
 * at once, every rule is tried, nothing is indexed. What the real parser is held against; it shares
 * no code with it.
 */
final class LiteralMatcher {
  private static final List<String> DISALLOW =
      List.of("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw");
  private static final List<String> USER_AGENT = List.of("user-agent", "useragent", "user agent");
  private static final String UNRESERVED = "-._~";

  private final String token;
  private final List<Rule> specific = new ArrayList<>();
  private final List<Rule> global = new ArrayList<>();
  private boolean everSpecific;
  private boolean inSpecific;
  private boolean inGlobal;
  private boolean ruleSeen;

  private record Rule(String pattern, boolean allow) {}

  LiteralMatcher(byte[] file, String token) {
    this.token = token;
    String text = new String(file, UTF_8);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      line(line);
    }
  }

  private void line(String line) {
    int hash = line.indexOf('#');
    String bare = stripped(hash < 0 ? line : line.substring(0, hash));
    int colon = bare.indexOf(':');
    if (colon < 0) {
      String[] words = bare.split("[ \t]+", -1);
      if (words.length == 2) {
        keyValue(words[0], words[1]);
      }
    } else if (colon > 0) {
      keyValue(stripped(bare.substring(0, colon)), stripped(bare.substring(colon + 1)));
    }
  }

  private static String stripped(String text) {
    return text.replaceAll("^[ \t\f\u000b]+|[ \t\f\u000b]+$", "");
  }

  private void keyValue(String key, String value) {
    String name = key.toLowerCase(Locale.ROOT);
    if (USER_AGENT.stream().anyMatch(name::startsWith)) {
      userAgent(value);
    } else if (name.startsWith("allow")) {
      rule(value, true);
    } else if (DISALLOW.stream().anyMatch(name::startsWith)) {
      rule(value, false);
    }
  }

  private void userAgent(String value) {
    if (ruleSeen) {
      inSpecific = false;
      inGlobal = false;
      ruleSeen = false;
    }
    boolean isStar = value.startsWith("*") && (value.length() == 1 || value.charAt(1) <= ' ');
    String name = value.replaceFirst("(?s)[^A-Za-z_-].*", "");
    if (isStar) {
      inGlobal = true;
    } else if (name.equalsIgnoreCase(token)) {
      inSpecific = true;
      everSpecific = true;
    }
  }

  private void rule(String pattern, boolean allow) {
    if (!inSpecific && !inGlobal) {
      return;
    }
    ruleSeen = true;
    if (inSpecific) {
      specific.add(new Rule(pattern, allow));
    }
    if (inGlobal) {
      global.add(new Rule(pattern, allow));
    }
  }

  boolean allows(String path) {
    String form = form(path, "");
    int longest = 0;
    boolean allowed = true;
    for (Rule rule : everSpecific ? specific : global) {
      int octets = octets(rule, form);
      if (octets > longest) {
        longest = octets;
        allowed = rule.allow;
      } else if (octets == longest && octets > 0) {
        allowed |= rule.allow;
      }
    }
    return allowed;
  }

  /** The length of a rule that matches; 0 if it does not, or says nothing. */
  private static int octets(Rule rule, String path) {
    int longest = matches(form(rule.pattern, "*$"), path) ? octets(rule.pattern) : 0;
    int slash = rule.pattern.lastIndexOf('/');
    if (rule.allow && slash >= 0 && rule.pattern.startsWith("/index.htm", slash)) {
      String folder = rule.pattern.substring(0, slash + 1) + "$";
      longest = Math.max(longest, matches(form(folder, "*$"), path) ? octets(folder) : 0);
    }
    return longest;
  }

  private static int octets(String text) {
    int octets = 0;
    for (byte octet : text.getBytes(UTF_8)) {
      octets += octet < 0 ? 3 : 1;
    }
    return octets;
  }

  /**
   * Whether the pattern matches from the start; the set of places reached, character by character.
   */
  private static boolean matches(String pattern, String path) {
    boolean[] at = new boolean[path.length() + 1];
    at[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean[] next = new boolean[path.length() + 1];
      if (c == '$' && i + 1 == pattern.length()) {
        return at[path.length()];
      }
      for (int place = 0; place <= path.length(); place++) {
        if (c == '*') {
          next[place] = at[place] || (place > 0 && next[place - 1]);
        } else {
          String literal = c == '$' ? "%24" : String.valueOf(c);
          int from = place - literal.length();
          next[place] = from >= 0 && at[from] && path.startsWith(literal, from);
        }
      }
      at = next;
    }
    for (boolean reached : at) {
      if (reached) {
        return !pattern.isEmpty();
      }
    }
    return false;
  }

  /**
   * RFC 9309 §2.2.2: octets beyond ASCII are encoded, unreserved ones are not, hex is upper case.
   */
  private static String form(String text, String kept) {
    StringBuilder form = new StringBuilder();
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int octet = bytes[i] & 0xff;
      boolean isTriplet =
          octet == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0;
      if (isTriplet) {
        octet = hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]);
        i += 2;
      }
      boolean unreserved =
          octet < 128 && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0);
      boolean wildcard = !isTriplet && kept.indexOf(octet) >= 0;
      boolean special = !isTriplet && "/?=&+,;:@!()'%".indexOf(octet) >= 0;
      if (unreserved || wildcard || special) {
        form.append((char) octet);
      } else {
        form.append(String.format(Locale.ROOT, "%%%02X", octet));
      }
    }
    return form.toString();
  }

  private static int hex(byte octet) {
    return Character.digit((char) (octet & 0xff), 16);
  }
}
