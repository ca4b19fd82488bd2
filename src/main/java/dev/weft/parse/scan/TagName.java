package dev.weft.parse.scan;

import java.util.List;

/**
 * The elements that the scanner tells apart, by number, and the sets of them that the HTML Standard
 * §13.2.6 (tree construction) names.
 */
final class TagName {
  static final int OTHER = NameTable.OTHER;
  static final int A = 1;
  static final int AREA = 2;
  static final int AUDIO = 3;
  static final int BASE = 4;
  static final int EMBED = 5;
  static final int FORM = 6;
  static final int FRAME = 7;
  static final int IFRAME = 8;
  static final int IMG = 9;
  static final int IMAGE = 10;
  static final int LINK = 11;
  static final int META = 12;
  static final int OBJECT = 13;
  static final int SCRIPT = 14;
  static final int SOURCE = 15;
  static final int VIDEO = 16;
  static final int TITLE = 17;
  static final int TEXTAREA = 18;
  static final int STYLE = 19;
  static final int XMP = 20;
  static final int NOEMBED = 21;
  static final int NOFRAMES = 22;
  static final int PLAINTEXT = 23;
  static final int NOSCRIPT = 24;
  static final int TEMPLATE = 25;
  static final int HTML = 26;
  static final int HEAD = 27;
  static final int BODY = 28;
  static final int FRAMESET = 29;
  static final int SVG = 30;
  static final int MATH = 31;
  static final int BR = 32;
  static final int P = 33;
  static final int FONT = 34;
  static final int INPUT = 35;
  static final int LI = 36;
  static final int DD = 37;
  static final int DT = 38;
  static final int H1 = 39;
  static final int H2 = 40;
  static final int H3 = 41;
  static final int H4 = 42;
  static final int H5 = 43;
  static final int H6 = 44;
  static final int B = 45;
  static final int BIG = 46;
  static final int BLOCKQUOTE = 47;
  static final int CENTER = 48;
  static final int CODE = 49;
  static final int DIV = 50;
  static final int DL = 51;
  static final int EM = 52;
  static final int HR = 53;
  static final int I = 54;
  static final int LISTING = 55;
  static final int MENU = 56;
  static final int NOBR = 57;
  static final int OL = 58;
  static final int PRE = 59;
  static final int RUBY = 60;
  static final int S = 61;
  static final int SMALL = 62;
  static final int SPAN = 63;
  static final int STRIKE = 64;
  static final int STRONG = 65;
  static final int SUB = 66;
  static final int SUP = 67;
  static final int TABLE = 68;
  static final int TT = 69;
  static final int U = 70;
  static final int UL = 71;
  static final int VAR = 72;
  static final int BASEFONT = 73;
  static final int BGSOUND = 74;
  static final int COMMAND = 75;
  static final int APPLET = 76;
  static final int BUTTON = 77;
  static final int KEYGEN = 78;
  static final int MARQUEE = 79;
  static final int SELECT = 80;
  static final int WBR = 81;
  static final int COL = 82;
  static final int PARAM = 83;
  static final int TRACK = 84;
  static final int ADDRESS = 85;
  static final int ARTICLE = 86;
  static final int ASIDE = 87;
  static final int DETAILS = 88;
  static final int DIR = 89;
  static final int FIELDSET = 90;
  static final int FIGCAPTION = 91;
  static final int FIGURE = 92;
  static final int FOOTER = 93;
  static final int HEADER = 94;
  static final int HGROUP = 95;
  static final int MAIN = 96;
  static final int NAV = 97;
  static final int SEARCH = 98;
  static final int SECTION = 99;
  static final int SUMMARY = 100;
  static final int TD = 101;
  static final int TH = 102;
  static final int TR = 103;
  static final int TBODY = 104;
  static final int THEAD = 105;
  static final int TFOOT = 106;
  static final int CAPTION = 107;
  static final int COLGROUP = 108;
  static final int FOREIGNOBJECT = 109;
  static final int DESC = 110;
  static final int ANNOTATION_XML = 111;
  static final int MI = 112;
  static final int MO = 113;
  static final int MN = 114;
  static final int MS = 115;
  static final int MTEXT = 116;
  static final int MGLYPH = 117;
  static final int MALIGNMARK = 118;

  static final int COUNT = 119;

  /** In the order of the numbers. */
  private static final String NAMES =
      """
      a area audio base embed form frame iframe img image link meta object script source video
      title textarea style xmp noembed noframes plaintext noscript template html head body
      frameset svg math br p font input li dd dt h1 h2 h3 h4 h5 h6 b big blockquote center
      code div dl em hr i listing menu nobr ol pre ruby s small span strike strong sub sup
      table tt u ul var basefont bgsound command applet button keygen marquee select wbr col
      param track address article aside details dir fieldset figcaption figure footer header
      hgroup main nav search section summary td th tr tbody thead tfoot caption colgroup
      foreignobject desc annotation-xml mi mo mn ms mtext mglyph malignmark\
      """;

  static final NameTable NUMBERS = new NameTable(List.of(NAMES.split("\\s+", -1)));

  /** Elements that stay in the head, or go into it while there is no body. */
  private static final boolean[] OF_HEAD =
      set(
          "html head base basefont bgsound command link meta noframes script style template title"
              + " noscript");

  /** Start tags after which a frameset no longer takes the body's place. */
  private static final boolean[] FORBIDS_FRAMESET =
      set(
          "body li dd dt button table hr textarea xmp iframe select pre listing img image area br"
              + " embed keygen wbr object applet marquee template plaintext noscript");

  /** Start tags that end foreign content. */
  private static final boolean[] BREAKS_OUT =
      set(
          "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i"
              + " img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup"
              + " table tt u ul var");

  /** Elements without content. */
  private static final boolean[] VOID =
      set(
          "area base basefont bgsound br col command embed frame hr img image input keygen link"
              + " meta param source track wbr");

  /** Start tags that end a paragraph. */
  private static final boolean[] CLOSES_P =
      set(
          "address article aside blockquote center details dir div dl fieldset figcaption figure"
              + " footer header hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5"
              + " h6 pre listing form li dd dt plaintext hr xmp");

  /** Elements of which a document has one; another start tag opens nothing. */
  private static final boolean[] OF_DOCUMENT = set("html head body frameset");

  /** Elements that are nowhere but in a table. */
  private static final boolean[] OF_TABLE = set("caption colgroup col tbody thead tfoot tr td th");

  /** Elements with an attribute that is read: links, what a page says of itself, and conditions. */
  private static final boolean[] HAS_ATTRIBUTES =
      set(
          "a area audio base embed form frame iframe img image link meta object script source video"
              + " input font annotation-xml");

  /** What a page says of itself as a whole. */
  private static final boolean[] OF_METADATA = set("base link meta");

  /** Start tags in a body whose rules are more than to be counted. */
  private static final boolean[] END_HAS_RULES = set("form template head br body html");

  private static final boolean[] HAS_RULES =
      set(
          "form frame iframe image math noembed noframes noscript plaintext script style svg"
              + " template textarea title xmp");

  private TagName() {}

  static boolean hasAttributes(int tag) {
    return HAS_ATTRIBUTES[tag];
  }

  static boolean isOfMetadata(int tag) {
    return OF_METADATA[tag];
  }

  static boolean hasRules(int tag) {
    return HAS_RULES[tag];
  }

  /** Whether an end tag of this number does more than to close its element. */
  static boolean endHasRules(int tag) {
    return END_HAS_RULES[tag];
  }

  /** A drawing or a formula, whose title is its own. */
  static boolean isPicture(int tag) {
    return tag == SVG || tag == MATH;
  }

  static boolean isOfHead(int tag) {
    return OF_HEAD[tag];
  }

  static boolean forbidsFrameset(int tag) {
    return FORBIDS_FRAMESET[tag];
  }

  static boolean breaksOut(int tag) {
    return BREAKS_OUT[tag];
  }

  static boolean isVoid(int tag) {
    return VOID[tag];
  }

  static boolean closesParagraph(int tag) {
    return CLOSES_P[tag];
  }

  static boolean isOfDocument(int tag) {
    return OF_DOCUMENT[tag];
  }

  static boolean isOfTable(int tag) {
    return OF_TABLE[tag];
  }

  private static boolean[] set(String listed) {
    boolean[] set = new boolean[COUNT];
    for (String name : listed.split(" ", -1)) {
      int number = NUMBERS.number(name);
      if (number == OTHER) {
        throw new IllegalStateException("no number for <" + name + ">");
      }
      set[number] = true;
    }
    return set;
  }
}
