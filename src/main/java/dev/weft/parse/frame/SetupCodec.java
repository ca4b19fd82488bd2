package dev.weft.parse.frame;

import dev.weft.parse.LinkKind;
import dev.weft.parse.ParseOptions;
import dev.weft.parse.extract.ExtractRules;
import dev.weft.parse.extract.RulesWire;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The fields of {@link FrameType#SETUP}: what a worker is to look for. */
public final class SetupCodec {
  private static final LinkKind[] KINDS = LinkKind.values();

  private SetupCodec() {}

  public static void write(ParseOptions options, FieldWriter to) {
    to.int32(options.links().size());
    options.links().forEach(kind -> to.constant(kind, KINDS));
    to.int32(options.outlinksMax());
    to.text(options.robotsName());
    to.section(section -> RulesWire.write(options.rules(), section));
  }

  public static ParseOptions read(FieldReader from) throws IOException {
    Set<LinkKind> links = EnumSet.noneOf(LinkKind.class);
    int count = from.count(1);
    for (int i = 0; i < count; i++) {
      links.add(from.constant(KINDS));
    }
    int outlinksMax = from.int32();
    if (outlinksMax < 1) {
      throw from.fault("a page's links are to be " + outlinksMax + " at most");
    }
    String robotsName = from.text();
    ExtractRules rules = from.section(RulesWire::read);
    from.end();
    return new ParseOptions(links, outlinksMax, robotsName, rules);
  }
}
