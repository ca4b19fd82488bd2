package dev.weft.parse;

import dev.weft.url.CrawlUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of itself: how crawlers should treat it ({@code <meta name=robots>}), its
 * preferred URL ({@code <link rel=canonical>}) if that is http(s), and the URL that its links are
 * resolved against ({@code <base href>}) if that is not its own. Wherever in the document they
 * stand; of the last two the first counts. Nothing here has been acted on.
 */
public record Declared(
    List<RobotsMeta> robots, @Nullable CrawlUrl canonical, @Nullable CrawlUrl base) {
  /** A document that says nothing. */
  public static final Declared NOTHING = new Declared(List.of(), null, null);

  public Declared {
    robots = List.copyOf(robots);
  }
}
