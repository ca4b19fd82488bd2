package dev.weft.parse.scan;

import dev.weft.page.Body;
import dev.weft.parse.Declared;
import dev.weft.parse.LinkKind;
import dev.weft.parse.Outlink;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.ParseOutcome.Parsed;
import dev.weft.parse.ParseRequest;
import dev.weft.parse.Parser;
import dev.weft.parse.jsoup.JsoupParser;
import dev.weft.url.CrawlUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads documents with the scanner and with the DOM and says how the results differ. */
final class Comparison implements AutoCloseable {
  private final Parser scanner;
  private final Parser dom;
  private long links;

  Comparison(ParseOptions options) {
    scanner = new LinkScanner(options);
    dom = new JsoupParser(options);
  }

  /** A comparison of all kinds of links. */
  static Comparison ofAllKinds() {
    return new Comparison(new ParseOptions(EnumSet.allOf(LinkKind.class), 1_000_000));
  }

  /** How many links the DOM gave so far. */
  long links() {
    return links;
  }

  /**
   * What is not the same: title, what the page says of itself, charset, count of links, or the
   * links as a set; empty if nothing.
   */
  Optional<String> difference(CrawlUrl url, String contentType, byte[] document) {
    Parsed expected = parsed(dom, url, contentType, document);
    Parsed found = parsed(scanner, url, contentType, document);
    links += expected.outlinkCount();
    List<String> differences = new ArrayList<>();
    if (!Objects.equals(expected.title(), found.title())) {
      differences.add("title " + found.title() + " is not " + expected.title());
    }
    if (!said(expected).equals(said(found))) {
      differences.add("declared " + said(found) + " is not " + said(expected));
    }
    if (!Objects.equals(expected.charset(), found.charset())) {
      differences.add("charset " + found.charset() + " is not " + expected.charset());
    }
    if (expected.outlinkCount() != found.outlinkCount()) {
      differences.add("count " + found.outlinkCount() + " is not " + expected.outlinkCount());
    }
    Set<String> missing = hrefs(expected);
    missing.removeAll(hrefs(found));
    Set<String> extra = hrefs(found);
    extra.removeAll(hrefs(expected));
    if (!missing.isEmpty() || !extra.isEmpty()) {
      differences.add("missing " + missing + ", too many " + extra);
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  /** Whether even the order of the links is the same, and their kinds. */
  boolean isSameInOrder(CrawlUrl url, String contentType, byte[] document) {
    return parsed(dom, url, contentType, document)
        .outlinks()
        .equals(parsed(scanner, url, contentType, document).outlinks());
  }

  /** What a page says of itself, in any order. */
  private static Set<String> said(Parsed page) {
    Declared declared = page.declared();
    Set<String> said = new TreeSet<>();
    said.add("type " + page.mediaType());
    said.add("canonical " + declared.canonical());
    said.add("base " + declared.base());
    declared.robots().forEach(meta -> said.add(meta.toString()));
    return said;
  }

  private static Set<String> hrefs(Parsed page) {
    Set<String> hrefs = new TreeSet<>();
    for (Outlink link : page.outlinks()) {
      hrefs.add(link.url().href() + (link.nofollow() ? " nofollow" : ""));
    }
    return hrefs;
  }

  private static Parsed parsed(Parser parser, CrawlUrl url, String contentType, byte[] document) {
    List<Parsed> parsed = new ArrayList<>();
    parser.parse(
        new ParseRequest(url, contentType, Body.wrap(document, document.length)),
        outcome -> parsed.add((Parsed) outcome));
    return Collections.unmodifiableList(parsed).get(0);
  }

  @Override
  public void close() {
    scanner.close();
    dom.close();
  }
}
