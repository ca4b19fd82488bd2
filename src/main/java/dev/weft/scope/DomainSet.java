package dev.weft.scope;

import dev.weft.url.HostName;
import dev.weft.url.RegistrableDomain;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of registrable domains that answers for a host without allocating.
 *
 * <p>A host's name is hashed from its end, and at every dot the hash of the labels so far is looked
 * up in an open-addressed table: one pass, whatever the number of domains. Where public suffixes
 * lie below a domain (as {@code s3.amazonaws.com} does below {@code amazonaws.com}), hosts under
 * those are asked of the list itself.
 */
final class DomainSet {
  private final boolean empty;
  private final @Nullable String[] table;
  private final Set<String> enclaves = new HashSet<>();
  private final Set<String> withoutSubdomains = new HashSet<>();

  DomainSet(Set<String> domains) {
    empty = domains.isEmpty();
    table = new String[Math.max(2, Integer.highestOneBit(domains.size()) * 4)];
    for (String domain : domains) {
      int slot = slot(hash(domain));
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = domain;
      if (RegistrableDomain.hasSubdomains(domain)) {
        enclaves.addAll(RegistrableDomain.suffixesBelow(domain));
      } else {
        withoutSubdomains.add(domain);
      }
    }
  }

  boolean contains(HostName host) {
    if (empty) {
      return false;
    }
    String name = host.toString();
    int end = name.endsWith(".") ? name.length() - 1 : name.length();
    int hash = 0;
    for (int i = end - 1; i >= 0; i--) {
      hash = hash * 31 + name.charAt(i);
      if (i == 0 || name.charAt(i - 1) == '.') {
        String domain = find(hash, name, i, end);
        if (domain != null) {
          return i == 0 || (!withoutSubdomains.contains(domain) && belongs(host, domain));
        }
      }
    }
    return false;
  }

  private @Nullable String find(int hash, String name, int start, int end) {
    for (int slot = slot(hash); ; slot = (slot + 1) & (table.length - 1)) {
      String domain = table[slot];
      if (domain == null || (domain.length() == end - start && name.startsWith(domain, start))) {
        return domain;
      }
    }
  }

  private boolean belongs(HostName host, String domain) {
    if (enclaves.isEmpty()) {
      return true;
    }
    String name = RegistrableDomain.withoutTrailingDot(host.toString());
    for (int label = 0; name.length() - label > domain.length(); ) {
      if (enclaves.contains(name.substring(label))) {
        return RegistrableDomain.of(host).equals(domain);
      }
      label = name.indexOf('.', label) + 1;
    }
    return true;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (table.length - 1);
  }

  private static int hash(String domain) {
    int hash = 0;
    for (int i = domain.length() - 1; i >= 0; i--) {
      hash = hash * 31 + domain.charAt(i);
    }
    return hash;
  }
}
