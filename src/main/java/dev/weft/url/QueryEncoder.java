package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the query of a special URL in the charset of its page, as browsers do and forms of old
 * sites rely on ("percent-encode after encoding", URL Standard section 1.3). A character that the
 * charset lacks is written as a decimal HTML character reference.
 *
 * <p>Charsets are the Encoding Standard's, which reads some names as a superset of what Java means:
 * ISO-8859-1 is windows-1252, GB2312 is GBK. UTF-16 and whatever is not on the web encode as UTF-8.
 */
final class QueryEncoder {
  private static final int CHUNK_BYTES = 256;
  private static final char REPLACEMENT = 0xFFFD;

  /**
   * Java's name of a web encoding, lowercase, to the name of the Java charset that has its bytes.
   */
  private static final Map<String, String> WEB_ENCODINGS =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("windows-1252", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("windows-1254", "windows-1254"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("x-iso-8859-11", "x-windows-874"),
          Map.entry("x-windows-874", "x-windows-874"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("windows-31j", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("x-windows-949", "x-windows-949"),
          Map.entry("gb2312", "GBK"),
          Map.entry("gbk", "GBK"),
          Map.entry("gb18030", "GB18030"),
          Map.entry("big5", "Big5"),
          Map.entry("big5-hkscs", "Big5"),
          Map.entry("euc-jp", "EUC-JP"),
          Map.entry("iso-2022-jp", "ISO-2022-JP"),
          Map.entry("ibm866", "IBM866"),
          Map.entry("iso-8859-2", "ISO-8859-2"),
          Map.entry("iso-8859-3", "ISO-8859-3"),
          Map.entry("iso-8859-4", "ISO-8859-4"),
          Map.entry("iso-8859-5", "ISO-8859-5"),
          Map.entry("iso-8859-6", "ISO-8859-6"),
          Map.entry("iso-8859-7", "ISO-8859-7"),
          Map.entry("iso-8859-8", "ISO-8859-8"),
          Map.entry("iso-8859-13", "ISO-8859-13"),
          Map.entry("iso-8859-15", "ISO-8859-15"),
          Map.entry("iso-8859-16", "ISO-8859-16"),
          Map.entry("koi8-r", "KOI8-R"),
          Map.entry("koi8-u", "KOI8-U"),
          Map.entry("x-macroman", "x-MacRoman"),
          Map.entry("x-maccyrillic", "x-MacCyrillic"),
          Map.entry("windows-1250", "windows-1250"),
          Map.entry("windows-1251", "windows-1251"),
          Map.entry("windows-1253", "windows-1253"),
          Map.entry("windows-1255", "windows-1255"),
          Map.entry("windows-1256", "windows-1256"),
          Map.entry("windows-1257", "windows-1257"),
          Map.entry("windows-1258", "windows-1258"));

  private QueryEncoder() {}

  /**
   * Appends {@code text}, escaped by {@code set}, in the encoding the web gives {@code charset}.
   */
  static void encode(String text, Charset charset, PercentEncodeSet set, StringBuilder out) {
    Charset web = charset.equals(UTF_8) ? null : webEncoding(charset);
    if (web == null) {
      set.encodeUtf8(text, 0, text.length(), out);
    } else {
      encodeLegacy(text, web, set, out);
    }
  }

  private static @Nullable Charset webEncoding(Charset charset) {
    String name = WEB_ENCODINGS.get(charset.name().toLowerCase(Locale.ROOT));
    return name != null && Charset.isSupported(name) ? Charset.forName(name) : null;
  }

  private static void encodeLegacy(
      String text, Charset charset, PercentEncodeSet set, StringBuilder out) {
    CharsetEncoder encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer in = CharBuffer.wrap(text);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES);
    while (true) {
      CoderResult result = encoder.encode(in, bytes, true);
      drain(bytes, set, out);
      if (result.isError()) {
        encoder.flush(bytes);
        drain(bytes, set, out);
        encoder.reset();
        writeUnmappable(in, result, charset, set, out);
      } else if (result.isUnderflow()) {
        encoder.flush(bytes);
        drain(bytes, set, out);
        return;
      }
    }
  }

  /** One character that Java's encoder refuses. */
  private static void writeUnmappable(
      CharBuffer in, CoderResult error, Charset charset, PercentEncodeSet set, StringBuilder out) {
    int scalar = error.isMalformed() ? REPLACEMENT : Character.codePointAt(in, 0);
    in.position(in.position() + error.length());
    if (isC1ByteOnTheWeb(scalar, charset)) {
      set.encodeByte(scalar, out);
    } else {
      out.append("%26%23").append(scalar).append("%3B");
    }
  }

  /** Whether {@code scalar} is a C1 control that stands for a byte left undefined by Java alone. */
  private static boolean isC1ByteOnTheWeb(int scalar, Charset charset) {
    return scalar >= 0x80
        && scalar <= 0x9F
        && charset.name().startsWith("windows-125")
        && new String(new byte[] {(byte) scalar}, charset).charAt(0) == REPLACEMENT;
  }

  private static void drain(ByteBuffer bytes, PercentEncodeSet set, StringBuilder out) {
    bytes.flip();
    while (bytes.hasRemaining()) {
      set.encodeByte(bytes.get() & 0xFF, out);
    }
    bytes.clear();
  }
}
