package dev.weft.engine;

import dev.weft.hook.OutlinkHook;
import dev.weft.hook.ScopeHook;
import dev.weft.hook.Verdict;
import dev.weft.url.CrawlUrl;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks hooks about links and URLs, on a thread of theirs. What one throws comes out. */
final class LinkHooks {
  /** The rule that links are counted by which a hook drops. */
  static final String DROPPED = "outlink hook";

  /** Rules that hooks may name; what they name beyond is counted as one. */
  private static final int RULES_MAX = 100;

  private static final String OTHER = "scope hook";

  private final HookDesk desk;
  private final Set<String> rules = ConcurrentHashMap.newKeySet();

  LinkHooks(HookDesk desk) {
    this.desk = desk;
  }

  /** The link to take in place of one; null for none. */
  @Nullable CrawlUrl taken(CrawlUrl page, CrawlUrl link) {
    CrawlUrl taken = link;
    for (OutlinkHook hook : desk.hooks().outlinks()) {
      CrawlUrl shown = taken;
      Optional<CrawlUrl> next = HookDesk.ask(hook, () -> hook.onOutlink(page, shown));
      if (next.isEmpty() || !next.get().isHttp()) {
        return null;
      }
      taken = next.get();
    }
    return taken;
  }

  private boolean isNamed(String rule) {
    return rules.contains(rule) || (rules.size() < RULES_MAX && rules.add(rule));
  }

  /** The rule that keeps a URL out; null for none. */
  @Nullable String refusal(CrawlUrl url, int hops) {
    for (ScopeHook hook : desk.hooks().scopes()) {
      Verdict verdict = HookDesk.ask(hook, () -> hook.onUrl(url, hops));
      if (verdict.refusal().isPresent()) {
        String rule = verdict.refusal().get();
        return isNamed(rule) ? rule : OTHER;
      }
    }
    return null;
  }
}
