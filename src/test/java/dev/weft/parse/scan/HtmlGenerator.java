package dev.weft.parse.scan;

import java.util.Locale;
import java.util.Random;

/**
 * Random HTML of the kind that tells parsers apart: tags in any order and any nesting, attributes
 * in every quoting, references, comments and raw text with every odd ending; and mutations of it.
 * The same seed gives the same documents.
 */
final class HtmlGenerator {
  private static final String[] LINK_TAGS = {
    "a href",
    "a href",
    "a href",
    "area href",
    "link href",
    "iframe src",
    "frame src",
    "img src",
    "img srcset",
    "script src",
    "source src",
    "source srcset",
    "video src",
    "video poster",
    "audio src",
    "embed src",
    "object data",
    "form action",
    "base href",
    "image src"
  };
  private static final String[] TAGS = {
    "p",
    "div",
    "span",
    "b",
    "i",
    "ul",
    "li",
    "dl",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "caption",
    "h1",
    "pre",
    "select",
    "option",
    "button",
    "input",
    "br",
    "hr",
    "noscript",
    "template",
    "label",
    "x-card",
    "center",
    "font",
    "nobr",
    "ruby",
    "rt",
    "body",
    "html",
    "head"
  };
  private static final String[] RAW = {
    "script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"
  };
  private static final String[] FOREIGN = {
    "svg",
    "svg",
    "math",
    "foreignObject",
    "desc",
    "title",
    "g",
    "mi",
    "mtext",
    "annotation-xml",
    "mglyph",
    "style",
    "script",
    "font color=x",
    "font",
    "annotation-xml encoding=text/html"
  };
  private static final String[] FOREIGN_ENDS = {
    "svg", "math", "foreignObject", "desc", "g", "mi", "mtext", "annotation-xml", "mglyph"
  };
  private static final String[] REFERENCES = {
    "&amp;",
    "&amp",
    "&lt;",
    "&ltx",
    "&eacute;",
    "&eacute",
    "&eacutex",
    "&notin;",
    "&notit;",
    "&copy=",
    "&#65;",
    "&#x41",
    "&#x26;",
    "&#128;",
    "&#0;",
    "&#x110000;",
    "&#;",
    "&#x;",
    "&;",
    "&",
    "&nGt;",
    "&hellip;",
    "&zzz;",
    "&AMP",
    "&quot",
    "&#39;",
    "&Tab;",
    "&#10;",
    "&#x3c;",
    "&fjlig;"
  };
  private static final String[] COMMENTS = {
    "<!-->",
    "<!--->",
    "<!---->",
    "<!-- - -->",
    "<!-- --!>",
    "<!--x--!y-->",
    "<!-- <!-- -->",
    "<!--->-->",
    "<!x>",
    "<!>",
    "<?x y='>",
    "</ x>",
    "</>",
    "<!DOCTYPE html>",
    "<!doctype x '>'>",
    "<![CDATA[x]]>",
    "<![CDATA[ > ]]>",
    "<![CDATA[ <a href=cd> ]]>",
    "<!-",
    "<!--",
    "--!>",
    "]]>",
    "<!-- <a href=co> -->",
    "<!--!>",
    "<!----!>",
    "<!---!>"
  };
  private static final String[] SCRIPT_PARTS = {
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<script ",
    "</script ",
    "--",
    ">",
    "<!-->",
    "<!--->",
    "x<y",
    "</scriptx>",
    "<SCRIPT/",
    "</SCRIPT/>",
    "<a href=sc>",
    "</style>",
    "</title\n>"
  };
  private static final String[] NAMES = {
    "rel=nofollow",
    "rel='a,NoFollow'",
    "rel=nofollower",
    "rel=canonical",
    "name=robots",
    "content=one",
    "class=x",
    "HREF=up",
    "Src=\"up\"",
    "href",
    "href=''",
    "title='>'",
    "title=\"<a href=no>\"",
    "a/",
    "=",
    "'",
    "\"",
    "<",
    "method=get",
    "method=post",
    "method=",
    "type=hidden",
    "data-x='&quot;'",
    "href=dup",
    "/",
    "x=y/z",
    "\f"
  };
  private static final String[] LINKS = {
    "x", "/y", "../z", "?q", "#f", "http://other.example/p", "//h.example", "mailto:a@b", "",
    "javascript:x", "x#f", " sp ", "a b", "\u00e9", "?\u00e9", "page.html#top", "data:,x",
        "HTTP://U/",
    "x\ty", "x\0y", "x,y 2x", "a.png 1x, b.png 2x", "http://[", "tel:1", "\u65e5\u672c", "%2e/x",
        "."
  };
  private static final String[] TEXTS = {
    "x",
    " ",
    "\n",
    "text",
    "a < b",
    "1>0",
    "\u00e9",
    "\0",
    "<",
    "<<",
    "\u65e5\u672c",
    "&nbsp;",
    "\r\n"
  };

  private final Random random;
  private boolean withForeign;
  private boolean foreignIsOpen;

  HtmlGenerator(long seed) {
    random = new Random(seed);
  }

  /** A document of up to some dozens of tags, without foreign content. */
  String document() {
    return document(false);
  }

  /** A document with foreign content in it, in which only tags of its own kind end. */
  String documentWithForeign() {
    return document(true);
  }

  private String document(boolean foreign) {
    withForeign = foreign;
    foreignIsOpen = false;
    StringBuilder html = new StringBuilder();
    if (random.nextInt(3) > 0) {
      html.append("<!doctype html>");
    }
    int parts = 1 + random.nextInt(30);
    for (int i = 0; i < parts; i++) {
      part(html);
    }
    return html.toString();
  }

  /** The document with some characters or stretches removed, doubled, swapped or replaced. */
  String mutated(String document) {
    StringBuilder html = new StringBuilder(document);
    for (int i = random.nextInt(5); i >= 0 && html.length() > 1; i--) {
      int from = random.nextInt(html.length());
      int to = Math.min(html.length(), from + 1 + random.nextInt(random.nextBoolean() ? 2 : 20));
      switch (random.nextInt(4)) {
        case 0 -> html.delete(from, to);
        case 1 -> html.insert(random.nextInt(html.length()), html.substring(from, to));
        case 2 -> html.insert(from, one("<", ">", "/", "=", "'", "\"", "&", "!", "-", " "));
        default -> html.setLength(to);
      }
    }
    return html.toString();
  }

  private void part(StringBuilder html) {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> linkTag(html);
      case 4, 5 -> tag(html, one(TAGS));
      case 6 -> html.append("</").append(cased(foreignIsOpen ? "none" : one(TAGS))).append(end());
      case 7 -> raw(html);
      case 8 -> {
        if (withForeign && html.indexOf("<noscript") < 0 && html.indexOf("<NOSCRIPT") < 0) {
          foreign(html);
        }
      }
      case 9 -> html.append(one(COMMENTS));
      case 10 -> html.append(random.nextInt(4) == 0 ? rare() : one(TEXTS));
      default ->
          html.append("</").append(foreignIsOpen ? "p" : one("a", "p", "form", "b")).append(end());
    }
  }

  private String rare() {
    return one(
        "<frameset>",
        "<frameset><frame src=fr>",
        "</frameset>",
        "<noframes>",
        "<plaintext>",
        "<meta http-equiv=refresh content='0; url=re'>",
        "<META HTTP-EQUIV=Refresh CONTENT=3,r2>",
        "<meta name=robots content='no&amp;index'>",
        "<META CONTENT=none NAME='Weft '>",
        "<link rel=canonical href='c&amp;d'>",
        "<link href=e rel='x,&#67;anonical'>",
        "</body>",
        "</html>",
        "</head>",
        "</template>",
        "</noscript>",
        "</br>",
        "</p>");
  }

  private void linkTag(StringBuilder html) {
    String[] words = one(LINK_TAGS).split(" ", -1);
    html.append('<').append(cased(words[0]));
    attributes(html);
    html.append(one(" ", "\n", "/", "  ")).append(cased(words[1])).append(one("=", " = ", "=\t"));
    value(html);
    attributes(html);
    html.append(end());
  }

  private void value(StringBuilder html) {
    StringBuilder value = new StringBuilder(one(LINKS));
    for (int i = random.nextInt(3); i > 0; i--) {
      value.insert(random.nextInt(value.length() + 1), one(REFERENCES));
    }
    String quote = one("", "'", "\"", "\"");
    html.append(quote).append(value).append(quote);
  }

  private void attributes(StringBuilder html) {
    for (int i = random.nextInt(3); i > 0; i--) {
      html.append(' ').append(one(NAMES));
    }
  }

  private void tag(StringBuilder html, String name) {
    html.append('<').append(cased(name));
    attributes(html);
    html.append(end());
  }

  private void raw(StringBuilder html) {
    String name = one(RAW);
    tag(html, name);
    for (int i = random.nextInt(5); i > 0; i--) {
      html.append(one(one(SCRIPT_PARTS), one(TEXTS), one(REFERENCES), one(COMMENTS)));
    }
    if (random.nextInt(8) > 0) {
      html.append("</").append(cased(name)).append(end());
    }
  }

  private void foreign(StringBuilder html) {
    if (random.nextInt(3) > 0) {
      String name = isInPicture(html) ? one(FOREIGN) : one("svg", "math");
      foreignIsOpen |= name.equals("svg") || name.equals("math");
      html.append('<').append(name).append(one(">", ">", "/>"));
    } else {
      html.append("</").append(one(FOREIGN_ENDS)).append('>');
    }
  }

  /** Whether the latest drawing or formula is open: outside, its elements are unknown HTML. */
  private static boolean isInPicture(StringBuilder html) {
    int open = Math.max(html.lastIndexOf("<svg>"), html.lastIndexOf("<math>"));
    return open > Math.max(html.lastIndexOf("</svg>"), html.lastIndexOf("</math>"));
  }

  private String end() {
    return one(">", ">", ">", ">", ">", " >", "/>", " / >");
  }

  private String cased(String name) {
    return random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
