package dev.weft.cli;

import dev.weft.page.Item;
import dev.weft.page.ItemValue;
import dev.weft.parse.ParseOutcome;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.Extraction;
import dev.weft.parse.extract.Followed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules found on one page, as people read it. */
final class TrialText {
  /** Characters of a value that are shown; {@code --json} has all. */
  private static final int VALUE_CHARS_MAX = 300;

  /** Items and links that are shown. */
  private static final int SHOWN_MAX = 50;

  private final ExtractRules rules;
  private final Terminal terminal;

  TrialText(ExtractRules rules, Terminal terminal) {
    this.rules = rules;
    this.terminal = terminal;
  }

  /** Tells items, links and the parts of the rules that found nothing. */
  void tell(TrialPage page, ParseOutcome.Parsed document) {
    Extraction found = document.extraction();
    String where = page.isNamed() ? page.url().href() : "the file";
    terminal.headline(
        where
            + ": "
            + counted(found.items().size(), "item")
            + (found.choosesLinks() ? ", " + counted(found.links().size(), "link") + " taken" : "")
            + (page.truncated() ? " (the page is cut at --max-body)" : ""));
    for (Item item : found.items().subList(0, Math.min(SHOWN_MAX, found.items().size()))) {
      terminal.say("");
      terminal.say(item.type());
      fields(item.fields(), 2);
    }
    more(found.items().size(), "items");
    links(found);
    unused(found);
  }

  private static String counted(long number, String thing) {
    return Figures.count(number, thing, thing + "s");
  }

  private void fields(Map<String, ItemValue> fields, int indent) {
    int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0);
    fields.forEach(
        (name, value) -> {
          String label = " ".repeat(indent) + name + " ".repeat(width - name.length() + 2);
          value(label, value, indent);
        });
  }

  private void value(String label, ItemValue value, int indent) {
    if (value instanceof ItemValue.Nested nested) {
      terminal.say(label.stripTrailing());
      fields(nested.fields(), indent + 2);
    } else if (value instanceof ItemValue.Many many) {
      String before = label;
      if (many.values().isEmpty()) {
        terminal.say(label + "(none)");
      }
      for (ItemValue element : many.values()) {
        value(before, element, indent);
        before = element instanceof ItemValue.Nested ? label : " ".repeat(label.length());
      }
    } else {
      terminal.say(label + text(value));
    }
  }

  private static String text(ItemValue value) {
    if (value instanceof ItemValue.Text text) {
      return shortened(text.text());
    } else if (value instanceof ItemValue.Numeric number) {
      return number.value().toString();
    } else if (value instanceof ItemValue.Bool bool) {
      return bool.value() ? "yes" : "no";
    } else if (value instanceof ItemValue.Time time) {
      return time.text();
    } else if (value instanceof ItemValue.Link link) {
      return link.href();
    }
    return "(nothing)";
  }

  private static String shortened(String text) {
    String line = text.replace("\n", " ⏎ ");
    return line.length() <= VALUE_CHARS_MAX
        ? line
        : line.substring(0, VALUE_CHARS_MAX) + "… (" + text.length() + " characters)";
  }

  private void links(Extraction found) {
    if (!found.choosesLinks()) {
      return;
    }
    terminal.say("");
    terminal.say(found.links().isEmpty() ? "no link is taken" : "links, with their priority");
    for (Followed link : found.links().subList(0, Math.min(SHOWN_MAX, found.links().size()))) {
      terminal.say(
          "  "
              + link.priority()
              + "  "
              + link.url()
              + (link.next() ? "  next page, of at most " + link.pagesMax() : ""));
    }
    more(found.links().size(), "links");
  }

  private void more(int count, String things) {
    if (count > SHOWN_MAX) {
      terminal.say("  … and " + (count - SHOWN_MAX) + " more " + things);
    }
  }

  private void unused(Extraction found) {
    Set<Integer> hits = new HashSet<>(found.hits());
    List<ExtractRules.Part> idle =
        rules.parts().stream().filter(part -> !hits.contains(part.id())).toList();
    if (!idle.isEmpty()) {
      terminal.say("");
      idle.forEach(part -> terminal.say(part.place() + ": " + part.name() + " found nothing here"));
    }
  }
}
