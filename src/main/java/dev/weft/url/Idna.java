package dev.weft.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * UTS 46 ToASCII with the URL Standard's options: CheckHyphens false, CheckBidi and CheckJoiners
 * true, UseSTD3ASCIIRules false, nontransitional, VerifyDnsLength false, IgnoreInvalidPunycode
 * false.
 *
 * <p>The one class that touches ICU4J, whose data takes tens of milliseconds to load: it is loaded
 * by the first host with a non-ASCII character, never before.
 */
final class Idna {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

  /** What ICU4J always reports and CheckHyphens and VerifyDnsLength being false let pass. */
  private static final Set<IDNA.Error> ALLOWED =
      EnumSet.of(
          IDNA.Error.EMPTY_LABEL,
          IDNA.Error.LABEL_TOO_LONG,
          IDNA.Error.DOMAIN_NAME_TOO_LONG,
          IDNA.Error.LEADING_HYPHEN,
          IDNA.Error.TRAILING_HYPHEN,
          IDNA.Error.HYPHEN_3_4);

  private Idna() {}

  /**
   * The ASCII form of {@code domain}, which may be empty; null if UTS 46 rejects it, or if a label
   * is over the thousand characters that ICU4J is willing to encode, sixteen times what DNS can
   * carry.
   */
  static @Nullable String toAscii(String domain) {
    IDNA.Info info = new IDNA.Info();
    try {
      StringBuilder ascii = UTS46.nameToASCII(domain, new StringBuilder(), info);
      return ALLOWED.containsAll(info.getErrors()) ? ascii.toString() : null;
    } catch (ICUInputTooLongException e) {
      return null;
    }
  }
}
