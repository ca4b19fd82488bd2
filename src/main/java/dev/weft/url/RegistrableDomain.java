package dev.weft.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Registrable domains by the public suffix list, its private section included: the public suffix
 * and one label more. A host that has none (an address, {@code localhost}, a public suffix itself)
 * stands for itself. The list takes most of a second to load, when first needed.
 */
public final class RegistrableDomain {
  private RegistrableDomain() {}

  /** The registrable domain of a host, without a trailing dot. */
  public static String of(HostName host) {
    String name = withoutTrailingDot(host.toString());
    return host.isIpLiteral() || host.isLoopbackName() ? name : ofName(name);
  }

  /** As {@link #of}, but names below {@code localhost} have one as those below any other suffix. */
  public static String siteOf(HostName host) {
    String name = withoutTrailingDot(host.toString());
    return host.isIpLiteral() ? name : ofName(name);
  }

  /** Whether both hosts belong to one registrable domain. Common cases do not need the list. */
  public static boolean same(HostName one, HostName other) {
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

  /** Whether anybody may register names right below this one, so that it is no site of its own. */
  public static boolean isPublicSuffix(HostName host) {
    String name = withoutTrailingDot(host.toString());
    if (host.isIpLiteral()) {
      return false;
    }
    return EffectiveTldFinder.getEffectiveTLD(name) == null
        ? name.indexOf('.') < 0
        : EffectiveTldFinder.getAssignedDomain(name, true, false) == null;
  }

  /** Whether hosts below {@code domain} belong to it, unless a suffix lies between. */
  public static boolean hasSubdomains(String domain) {
    return HostName.parse("any." + domain).filter(host -> of(host).equals(domain)).isPresent();
  }

  /** The public suffixes below {@code domain}: hosts under them belong to domains of their own. */
  public static List<String> suffixesBelow(String domain) {
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

  /** The name without the dot it may end in. */
  public static String withoutTrailingDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
