package dev.weft.parse.scan;

import dev.weft.parse.LinkKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which elements have links that were asked for, in which attribute, and which attributes are
 * wanted of them and of those that say something of the page. Immutable.
 */
final class LinkElements {
  private final @Nullable LinkKind[] kinds = new LinkKind[TagName.COUNT];
  private final byte[] attributes = new byte[TagName.COUNT];

  /** A bit for each attribute. */
  private final int[] wanted = new int[TagName.COUNT];

  LinkElements(Set<LinkKind> asked) {
    for (Map.Entry<String, LinkKind> each : LinkKind.byElement(asked).entrySet()) {
      LinkKind kind = each.getValue();
      int tag = TagName.NUMBERS.number(each.getKey());
      kinds[tag] = kind;
      attributes[tag] = (byte) AttributeName.NUMBERS.number(kind.attribute().orElseThrow());
      want(tag, attributes[tag], AttributeName.REL);
      switch (kind) {
        case REFRESH -> want(tag, AttributeName.HTTP_EQUIV);
        case FORM -> want(tag, AttributeName.METHOD);
        case VIDEO -> want(tag, AttributeName.POSTER);
        case IMG, SOURCE -> want(tag, AttributeName.SRCSET);
        default -> {}
      }
    }
    want(TagName.BASE, AttributeName.HREF);
    want(TagName.LINK, AttributeName.HREF, AttributeName.REL);
    want(TagName.META, AttributeName.NAME, AttributeName.CONTENT);
  }

  private void want(int tag, int... names) {
    for (int name : names) {
      wanted[tag] |= 1 << name;
    }
  }

  /** The kind of an element's links; null if it has none or they were not asked for. */
  @Nullable LinkKind kindOf(int tag) {
    return kinds[tag];
  }

  /** The attribute that holds them. */
  int attributeOf(int tag) {
    return attributes[tag];
  }

  /** The attributes that are wanted of an element, a bit for each; 0 of most. */
  int wantedOf(int tag) {
    return wanted[tag];
  }
}
