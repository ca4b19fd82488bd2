package dev.weft.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A character encoding of the web, by the name and the labels that the WHATWG Encoding Standard
 * §4.2 gives it, with the JDK's charset that decodes it. Where the two differ the standard's
 * reading wins: {@code iso-8859-1} is windows-1252, {@code gb2312} is GBK. The encodings that the
 * standard replaces for safety ({@code hz-gb-2312}, {@code iso-2022-kr} …) are not known here.
 */
public record Encoding(String name, Charset charset) {
  /** What the web is written in. */
  public static final Encoding UTF8 = new Encoding("utf-8", UTF_8);

  /** What the web was written in, and what the standard takes for unnamed bytes. */
  public static final Encoding WINDOWS_1252 =
      new Encoding("windows-1252", charset("windows-1252", ISO_8859_1));

  static final Encoding UTF16_BE = new Encoding("utf-16be", UTF_16BE);
  static final Encoding UTF16_LE = new Encoding("utf-16le", UTF_16LE);

  /** The encoding with this label, in any case, with white space around it or without. */
  public static Optional<Encoding> ofLabel(String label) {
    String plain = label.strip().toLowerCase(Locale.ROOT);
    return plain.equals(UTF8.name()) ? Optional.of(UTF8) : Labels.encoding(plain);
  }

  /** Whether its bytes of ASCII always stand for ASCII, where they matter to markup. */
  public boolean holdsAscii() {
    return !isUtf16() && !name.equals("iso-2022-jp");
  }

  /** Whether it is UTF-16 in either order. */
  public boolean isUtf16() {
    return name.startsWith("utf-16");
  }

  /** The encoding that queries are written in: never UTF-16 (Encoding Standard §4.3). */
  public Charset queryCharset() {
    return isUtf16() ? UTF_8 : charset;
  }

  /** What its label means where the label itself was read as ASCII: not UTF-16. */
  Encoding inAscii() {
    return isUtf16() ? UTF8 : this;
  }

  private static Charset charset(String name, Charset otherwise) {
    return Charset.isSupported(name) ? Charset.forName(name) : otherwise;
  }

  /** The standard's table, which a crawl of pages in UTF-8 does without. */
  private static final class Labels {
    /** Name, JDK charset, and the labels beside the name, one encoding a line. */
    private static final String TABLE =
        """
        utf-8 UTF-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
        ibm866 IBM866 866 cp866 csibm866
        iso-8859-2 ISO-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
        iso-8859-3 ISO-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
        iso-8859-4 ISO-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
        iso-8859-5 ISO-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
        iso-8859-6 ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
        iso-8859-7 ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
        iso-8859-8 ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual
        iso-8859-8-i ISO-8859-8 csiso88598i logical
        iso-8859-10 ISO-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
        iso-8859-13 ISO-8859-13 iso8859-13 iso885913
        iso-8859-14 ISO-8859-14 iso8859-14 iso885914
        iso-8859-15 ISO-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
        iso-8859-16 ISO-8859-16
        koi8-r KOI8-R cskoi8r koi koi8 koi8_r
        koi8-u KOI8-U koi8-ru
        macintosh x-MacRoman csmacintosh mac x-mac-roman
        windows-874 x-windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620
        windows-1250 windows-1250 cp1250 x-cp1250
        windows-1251 windows-1251 cp1251 x-cp1251
        windows-1252 windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
        windows-1253 windows-1253 cp1253 x-cp1253
        windows-1254 windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
        windows-1255 windows-1255 cp1255 x-cp1255
        windows-1256 windows-1256 cp1256 x-cp1256
        windows-1257 windows-1257 cp1257 x-cp1257
        windows-1258 windows-1258 cp1258 x-cp1258
        x-mac-cyrillic x-MacUkraine x-mac-ukrainian
        gbk GBK chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk
        gb18030 GB18030
        big5 Big5-HKSCS big5-hkscs cn-big5 csbig5 x-x-big5
        euc-jp EUC-JP cseucpkdfmtjapanese x-euc-jp
        iso-2022-jp ISO-2022-JP csiso2022jp
        shift_jis windows-31j csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis
        euc-kr x-windows-949 cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
        utf-16be UTF-16BE unicodefffe
        utf-16le UTF-16LE csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
        """;

    /** By label, name and JDK charset. */
    private static final Map<String, String[]> BY_LABEL = new HashMap<>();

    /** By name; those of the JDK's charsets that are large are loaded when a page asks for them. */
    private static final Map<String, Optional<Encoding>> LOADED = new ConcurrentHashMap<>();

    static {
      for (String line : TABLE.split("\n", -1)) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length && words.length > 1; i++) {
          if (i != 1) {
            BY_LABEL.put(words[i], words);
          }
        }
      }
    }

    static Optional<Encoding> encoding(String label) {
      String[] words = BY_LABEL.get(label);
      return words == null
          ? Optional.empty()
          : LOADED.computeIfAbsent(words[0], name -> load(name, words[1]));
    }

    private static Optional<Encoding> load(String name, String charset) {
      return Charset.isSupported(charset)
          ? Optional.of(new Encoding(name, Charset.forName(charset)))
          : Optional.empty();
    }
  }
}
