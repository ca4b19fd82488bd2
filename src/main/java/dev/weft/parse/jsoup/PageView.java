package dev.weft.parse.jsoup;

import dev.weft.parse.ParseOutcome;
import dev.weft.parse.extract.Extraction.Fault;
import dev.weft.parse.extract.Extraction.Problem;
import dev.weft.parse.extract.JsonLd;
import dev.weft.parse.extract.Limits;
import dev.weft.parse.extract.RulePlace;
import dev.weft.parse.extract.ValueReader;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * One document while rules are applied to it: its tree, the views of it that are made only when a
 * rule asks, what was found so far, and how much may still be. One thread.
 */
final class PageView {
  private final Document document;
  private final String source;
  private final CrawlUrl url;
  private final ParseOutcome.Parsed parsed;
  private final ValueReader.Base base;
  private final Set<Integer> hits = new TreeSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable W3cView w3c;
  private @Nullable List<Map<?, ?>> jsonNodes;
  private int charsLeft = Limits.PAGE_CHARS_MAX;
  private int found;

  PageView(
      Document document,
      String source,
      CrawlUrl url,
      ParseOutcome.Parsed parsed,
      ValueReader.Base base) {
    this.document = document;
    this.source = source;
    this.url = url;
    this.parsed = parsed;
    this.base = base;
  }

  Document document() {
    return document;
  }

  /** The text that the document was made of. */
  String source() {
    return source;
  }

  CrawlUrl url() {
    return url;
  }

  /** What parsing without rules gave. */
  ParseOutcome.Parsed parsed() {
    return parsed;
  }

  ValueReader.Base base() {
    return base;
  }

  W3cView w3c() {
    W3cView view = w3c;
    if (view == null) {
      view = new W3cView(document);
      w3c = view;
    }
    return view;
  }

  /** The nodes with a type in the document's JSON-LD; blocks that are no JSON count for nothing. */
  List<Map<?, ?>> jsonNodes() {
    List<Map<?, ?>> nodes = jsonNodes;
    if (nodes == null) {
      nodes = new ArrayList<>();
      jsonNodes = nodes;
      int blocks = 0;
      int chars = 0;
      for (Element script : document.select("script[type*=ld+json]")) {
        String block = script.data();
        blocks++;
        chars += block.length();
        if (blocks > Limits.JSON_BLOCKS_MAX || chars > Limits.JSON_CHARS_MAX) {
          break;
        }
        JsonLd.typedNodes(JsonLd.read(block), nodes);
      }
    }
    return nodes;
  }

  /** Notes that a rule applied, or that a field found something. */
  void hit(int part) {
    hits.add(part);
  }

  /** Notes that the page itself gave something, rather than the rules. */
  void find() {
    found++;
  }

  /** How often {@link #find} was called. */
  int found() {
    return found;
  }

  List<Integer> hits() {
    return List.copyOf(hits);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Notes what was not as the rules want it; once for each part and kind. */
  void problem(int part, Fault fault, String message, RulePlace place) {
    boolean isKnown =
        problems.stream().anyMatch(known -> known.part() == part && known.fault() == fault);
    if (!isKnown && problems.size() < Limits.PROBLEMS_MAX) {
      problems.add(new Problem(part, fault, message + " (" + place + ")"));
    }
  }

  /** Takes a text's length off what the page may give; false if that is used up. */
  boolean spend(String text) {
    charsLeft -= Math.min(text.length(), charsLeft);
    return charsLeft > 0;
  }
}
