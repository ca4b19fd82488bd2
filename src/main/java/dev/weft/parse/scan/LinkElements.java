package dev.weft.parse.scan;

import dev.weft.parse.LinkKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which elements have links that were asked for, and in which attribute. Immutable. */
final class LinkElements {
  private static final LinkKind[] KINDS = new LinkKind[TagName.COUNT];
  private static final byte[] ATTRIBUTES = new byte[TagName.COUNT];

  static {
    set(TagName.A, LinkKind.A, AttributeName.HREF);
    set(TagName.AREA, LinkKind.AREA, AttributeName.HREF);
    set(TagName.LINK, LinkKind.LINK, AttributeName.HREF);
    set(TagName.IFRAME, LinkKind.IFRAME, AttributeName.SRC);
    set(TagName.FRAME, LinkKind.FRAME, AttributeName.SRC);
    set(TagName.IMG, LinkKind.IMG, AttributeName.SRC);
    set(TagName.SCRIPT, LinkKind.SCRIPT, AttributeName.SRC);
    set(TagName.SOURCE, LinkKind.SOURCE, AttributeName.SRC);
    set(TagName.VIDEO, LinkKind.VIDEO, AttributeName.SRC);
    set(TagName.AUDIO, LinkKind.AUDIO, AttributeName.SRC);
    set(TagName.EMBED, LinkKind.EMBED, AttributeName.SRC);
    set(TagName.OBJECT, LinkKind.OBJECT, AttributeName.DATA);
    set(TagName.FORM, LinkKind.FORM, AttributeName.ACTION);
    set(TagName.META, LinkKind.REFRESH, AttributeName.CONTENT);
  }

  private final @Nullable LinkKind[] asked = new LinkKind[TagName.COUNT];

  LinkElements(Set<LinkKind> kinds) {
    for (int tag = 0; tag < asked.length; tag++) {
      asked[tag] = KINDS[tag] != null && kinds.contains(KINDS[tag]) ? KINDS[tag] : null;
    }
  }

  /** The kind of an element's links; null if it has none or they were not asked for. */
  @Nullable LinkKind kindOf(int tag) {
    return asked[tag];
  }

  /** The attribute that holds them. */
  static int attributeOf(int tag) {
    return ATTRIBUTES[tag];
  }

  private static void set(int tag, LinkKind kind, int attribute) {
    KINDS[tag] = kind;
    ATTRIBUTES[tag] = (byte) attribute;
  }
}
