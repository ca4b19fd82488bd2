package dev.weft.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.demo.DemoHash.Choice;
import dev.weft.demo.DemoPage.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of the demo web. */
final class DemoText {
  private static final String[] SENTENCES = {
    "The thread goes over one and under the next, and that is all there is to it.",
    "Nobody had counted the steps before, so the first count became the true one.",
    "A ledger that is never read still has to balance.",
    "Rain came in from the north, and the letters were late again.",
    "Whoever mends the net decides how large a fish may be.",
    "Ask the bridge how many have crossed it; it remembers none of them.",
    "The kettle and the clock agreed on very little.",
    "Each window showed the same garden from a different year.",
    "They kept the second copy in a drawer that only opened from inside.",
    "An orchard is a library that has to be read in autumn.",
    "What the engine could not pull, the river carried.",
    "The compass pointed home, which was no help at all."
  };

  /** A page in this many is {@link #LONG_FACTOR} times as long as others. */
  private static final int LONG_ONE_IN = 50;

  private static final int LONG_FACTOR = 15;
  private static final int SENTENCES_MAX = 60;
  private static final int IMAGE_BYTES_MAX = 8_192;
  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final DemoWeb web;
  private final DemoNames names;
  private final DemoLinks links;

  DemoText(DemoWeb web, DemoNames names, DemoLinks links) {
    this.web = web;
    this.names = names;
    this.links = links;
  }

  @Nullable String title(DemoPage page) {
    return switch (page.kind()) {
      case PAGE, COPY, PRINT -> names.title(page.host(), page.number());
      case PRIVATE, BUSY, LATE -> page.kind() + " " + page.number();
      default -> null;
    };
  }

  byte[] body(DemoPage page) {
    String title = title(page);
    if (title != null) {
      return document(page, title);
    }
    return switch (page.kind()) {
      case IMAGE -> image(page);
      case ROBOTS -> robots(page.host()).getBytes(UTF_8);
      case SITEMAP -> sitemap(page.host()).getBytes(UTF_8);
      case REDIRECT -> new byte[0];
      default -> error(page.status());
    };
  }

  /** The short document that comes with a status that is no success. */
  static byte[] error(int status) {
    return ("<!DOCTYPE html><title>" + status + "</title><p>" + status + "\n").getBytes(US_ASCII);
  }

  private byte[] document(DemoPage page, String title) {
    long text = hash(page, Choice.TEXT);
    StringBuilder html = new StringBuilder(4_096);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>")
        .append(title)
        .append("</title></head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n<ul>\n");
    for (DemoLink link : links.of(page)) {
      html.append("<li><a href=\"")
          .append(link.href().replace("&", "&amp;"))
          .append("\">")
          .append(link.text())
          .append("</a>\n");
    }
    html.append("</ul>\n<p>");
    int sentences = sentences(page);
    for (int i = 0; i < sentences; i++) {
      long hash = DemoHash.next(text, i);
      html.append(SENTENCES[DemoHash.below(hash, SENTENCES.length)]);
      html.append((hash & 7) == 0 ? "</p>\n<p>" : " ");
    }
    html.append("</p>\n<p><img src=\"/img/")
        .append(page.number())
        .append(".png\" alt=\"\"> <a href=\"mailto:weaver@")
        .append(web.options().hosts().get(page.host()))
        .append("\">Write</a> <a href=\"#top\">Top</a> ")
        .append("<a href=\"https://elsewhere.example/from/")
        .append(page.number() % 100)
        .append("\">Elsewhere</a></p>\n</body>\n</html>\n");
    return html.toString().getBytes(page.delivery().latin1() ? ISO_8859_1 : UTF_8);
  }

  private int sentences(DemoPage page) {
    if (page.kind() == Kind.BUSY || page.kind() == Kind.LATE || page.kind() == Kind.PRIVATE) {
      return 1;
    }
    long length = hash(page, Choice.LENGTH);
    int factor = DemoHash.below(DemoHash.next(length, 0), LONG_ONE_IN) == 0 ? LONG_FACTOR : 1;
    return factor * (1 + DemoHash.below(length, SENTENCES_MAX));
  }

  private byte[] image(DemoPage page) {
    long hash = hash(page, Choice.LENGTH);
    byte[] bytes =
        Arrays.copyOf(PNG_SIGNATURE, PNG_SIGNATURE.length + DemoHash.below(hash, IMAGE_BYTES_MAX));
    for (int i = PNG_SIGNATURE.length; i < bytes.length; i++) {
      bytes[i] = (byte) (hash >>> (i & 31));
    }
    return bytes;
  }

  private String robots(int host) {
    return """
        User-agent: *
        Disallow: /private/
        Disallow: /*?print=
        Allow: /

        Sitemap: \
        """
        + web.url(host, "/sitemap.xml")
        + "\n";
  }

  private String sitemap(int host) {
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            """);
    int pages = web.options().pagesOf(host);
    for (int number = 0; number < pages; number++) {
      xml.append("<url><loc>")
          .append(web.url(host, names.path(host, number)))
          .append("</loc></url>\n");
    }
    return xml.append("</urlset>\n").toString();
  }

  private long hash(DemoPage page, Choice choice) {
    return DemoHash.of(web.options().seed(), page.host(), page.number(), choice);
  }
}
