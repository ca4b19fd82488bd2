package dev.weft.parse.jsoup;

import dev.weft.page.Item;
import dev.weft.parse.extract.Extraction.Fault;
import dev.weft.parse.extract.FieldRule;
import dev.weft.parse.extract.ItemRule;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.PageMatcher;
import dev.weft.parse.extract.Query;
import java.util.ArrayList;
import java.util.List;

/** A rule for items in a form that can be run. Immutable; any thread. */
final class ItemReader {
  private final ItemRule rule;
  private final PageMatcher on;
  private final List<Finder> places = new ArrayList<>();
  private final List<FieldReader> fields = new ArrayList<>();

  /** A reader of items; what cannot be used is told to {@code compiler}. */
  ItemReader(ItemRule rule, RuleCompiler compiler) {
    this.rule = rule;
    on = compiler.pages(rule.on());
    for (Query query : rule.select()) {
      compiler.tried(() -> Finders.places(query)).ifPresent(places::add);
    }
    for (FieldRule field : rule.fields()) {
      fields.add(new FieldReader(field, rule.type(), compiler));
    }
  }

  /** Adds the items of a page. */
  void read(PageView page, List<Item> items) {
    if (!on.matches(page.url())) {
      return;
    }
    page.hit(rule.id());
    Spot whole = new Spot.Tree(page.document());
    if (rule.select().isEmpty()) {
      add(page, whole, items);
      return;
    }
    for (Finder finder : places) {
      List<Spot> found = new ArrayList<>();
      finder.find(page, whole, spot -> found.add(spot) && found.size() < Limits.ITEMS_MAX);
      if (!found.isEmpty()) {
        found.forEach(spot -> add(page, spot, items));
        return;
      }
    }
  }

  /** An item of which the page gives nothing is none, and neither is one that lacks something. */
  private void add(PageView page, Spot place, List<Item> items) {
    if (items.size() >= Limits.ITEMS_MAX) {
      page.problem(
          rule.id(),
          Fault.CUT,
          "the page has more than " + Limits.ITEMS_MAX + " items; the rest is left out",
          rule.place());
      return;
    }
    int before = page.found();
    FieldReader.readAll(fields, page, place)
        .filter(read -> page.found() > before)
        .ifPresent(read -> items.add(new Item(rule.type(), read)));
  }
}
