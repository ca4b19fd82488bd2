package dev.weft.parse.jsoup;

import dev.weft.page.Item;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.FollowRule;
import dev.weft.parse.extract.Followed;
import dev.weft.parse.extract.ItemRule;
import dev.weft.parse.extract.RuleFault;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All rules in a form that can be run on documents. Immutable; any thread.
 *
 * <p>Nothing here watches the clock: a selector such as {@code :has(:has(*))} can keep a thread
 * busy for as long as it likes. What bounds that is a parser in another process, which can be
 * ended.
 */
final class RuleSet {
  private final List<ItemReader> items = new ArrayList<>();
  private final List<LinkChooser> links = new ArrayList<>();
  private final List<RuleFault> faults;

  RuleSet(ExtractRules rules) {
    RuleCompiler compiler = new RuleCompiler();
    for (ItemRule rule : rules.items()) {
      items.add(new ItemReader(rule, compiler));
    }
    for (FollowRule rule : rules.follow()) {
      links.add(new LinkChooser(rule, compiler));
    }
    faults = List.copyOf(compiler.faults());
  }

  /** What cannot be used of the rules, in their order. */
  List<RuleFault> faults() {
    return faults;
  }

  boolean isEmpty() {
    return items.isEmpty() && links.isEmpty();
  }

  /** What the rules find in a document. */
  Extraction extract(PageView page) {
    List<Item> found = new ArrayList<>();
    for (ItemReader reader : items) {
      reader.read(page, found);
    }
    boolean chooses = false;
    Map<CrawlUrl, Followed> chosen = new LinkedHashMap<>();
    for (LinkChooser chooser : links) {
      chooses |= chooser.choose(page, chosen);
    }
    return new Extraction(
        found, chooses, List.copyOf(chosen.values()), page.hits(), page.problems());
  }
}
