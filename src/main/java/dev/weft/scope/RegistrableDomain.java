package dev.weft.scope;

import crawlercommons.domains.EffectiveTldFinder;
import dev.weft.url.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Registrable domains by the public suffix list, its private section included: the public suffix
 * and one label more. A host that has none (an address, {@code localhost}, a public suffix itself)
 * stands for itself. The list takes most of a second to load, when first needed.
 */
final class RegistrableDomain {
  private RegistrableDomain() {}

  /** The registrable domain of a host, without a trailing dot. */
  static String of(HostName host) {
    String name = withoutTrailingDot(host.toString());
    return host.isIpLiteral() || host.isLoopbackName() ? name : ofName(name);
  }

  /** Whether both hosts belong to one registrable domain. Common cases do not need the list. */
  static boolean same(HostName one, HostName other) {
    if (one.equals(other)) {
      return true;
    }
    if (one.isIpLiteral() || other.isIpLiteral()) {
      return false;
    }
    String a = withoutTrailingDot(one.toString());
    String b = withoutTrailingDot(other.toString());
    return a.equals("www." + b) || b.equals("www." + a) || of(one).equals(of(other));
  }

  /** Whether hosts below {@code domain} belong to it, unless a suffix lies between. */
  static boolean hasSubdomains(String domain) {
    return HostName.parse("any." + domain).filter(host -> of(host).equals(domain)).isPresent();
  }

  /** The public suffixes below {@code domain}: hosts under them belong to domains of their own. */
  static List<String> suffixesBelow(String domain) {
    String ending = "." + domain;
    List<String> below = new ArrayList<>();
    for (String suffix : EffectiveTldFinder.getEffectiveTLDs().keySet()) {
      if (suffix.endsWith(ending)) {
        below.add(suffix.toLowerCase(Locale.ROOT));
      }
    }
    return below;
  }

  private static String ofName(String name) {
    if (EffectiveTldFinder.getEffectiveTLD(name) == null) {
      return lastTwoLabels(name);
    }
    String domain = EffectiveTldFinder.getAssignedDomain(name, true, false);
    return domain == null ? name : domain;
  }

  /** What the list's algorithm says where no rule matches: the last label is the suffix. */
  private static String lastTwoLabels(String name) {
    int dot = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
    return name.substring(dot + 1);
  }

  static String withoutTrailingDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
