package dev.weft.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The host parser of the URL Standard (section 3.5). An ASCII domain is only lowercased, with no
 * look at what its {@code xn--} labels decode to but the one of {@link AceLabel}.
 */
final class HostParser {
  private static final PercentEncodeSet OPAQUE_ESCAPES = PercentEncodeSet.C0_CONTROL;
  private static final String FORBIDDEN_IN_HOST = "\0\t\n\r #/:<>?@[\\]^|";

  private @Nullable UrlFault fault;

  /** Why the last {@link #parse} answered null. */
  @Nullable UrlFault fault() {
    return fault;
  }

  /**
   * The serialised host, or null with {@link #fault} set. Opaque is a host of a non-special URL.
   */
  @Nullable String parse(String text, boolean opaque) {
    if (text.startsWith("[")) {
      return parseBracketed(text);
    }
    return opaque ? parseOpaque(text) : parseDomain(text);
  }

  private @Nullable String parseBracketed(String text) {
    if (!text.endsWith("]")) {
      return fail(UrlFault.IPV6_UNCLOSED);
    }
    int[] pieces = Ipv6.parse(text.substring(1, text.length() - 1));
    return pieces == null ? fail(UrlFault.IPV6_INVALID) : "[" + Ipv6.serialize(pieces) + "]";
  }

  private @Nullable String parseOpaque(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (FORBIDDEN_IN_HOST.indexOf(text.charAt(i)) >= 0) {
        return fail(UrlFault.HOST_FORBIDDEN_CHARACTER);
      }
    }
    StringBuilder out = new StringBuilder(text.length());
    OPAQUE_ESCAPES.encodeUtf8(text, 0, text.length(), out);
    return out.toString();
  }

  private @Nullable String parseDomain(String text) {
    String decoded = percentDecode(text);
    String domain = Ascii.isAscii(decoded) ? Ascii.lowercase(decoded) : Idna.toAscii(decoded);
    if (domain == null || AceLabel.isDisguised(domain)) {
      return fail(UrlFault.HOST_NOT_IDNA);
    }
    if (domain.isEmpty()) {
      return fail(UrlFault.HOST_EMPTY_AFTER_IDNA);
    }
    for (int i = 0; i < domain.length(); i++) {
      if (isForbiddenInDomain(domain.charAt(i))) {
        return fail(UrlFault.HOST_FORBIDDEN_CHARACTER);
      }
    }
    if (!Ipv4.endsInNumber(domain)) {
      return domain;
    }
    long address = Ipv4.parse(domain);
    return address == Ipv4.INVALID ? fail(UrlFault.IPV4_INVALID) : Ipv4.serialize(address);
  }

  private static boolean isForbiddenInDomain(char c) {
    return c < 0x20 || c == '%' || c == 0x7F || FORBIDDEN_IN_HOST.indexOf(c) >= 0;
  }

  /** Percent-decodes to bytes and reads those as UTF-8; what is malformed becomes U+FFFD. */
  private static String percentDecode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Ascii.hexValue(bytes[i + 1]) : -1;
      int low = high >= 0 ? Ascii.hexValue(bytes[i + 2]) : -1;
      if (low >= 0) {
        out.write((high << 4) | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(UTF_8);
  }

  private @Nullable String fail(UrlFault why) {
    fault = why;
    return null;
  }
}
