package dev.weft.parse;

import java.util.Locale;
import java.util.Optional;

/** The element that names an outlink; {@code --links} chooses among them by {@link #code()}. */
public enum LinkKind {
  A,
  AREA,
  LINK,
  IFRAME,
  FRAME,
  IMG,
  SCRIPT,
  SOURCE,
  VIDEO,
  AUDIO,
  EMBED,
  OBJECT,
  FORM,
  /** {@code <meta http-equiv=refresh>}. */
  REFRESH;

  /** The element's name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this code. */
  public static Optional<LinkKind> ofCode(String code) {
    for (LinkKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
