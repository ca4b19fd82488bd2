package dev.weft.parse;

import dev.weft.url.CrawlUrl;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a document {@linkplain Declared declares} from its elements, in their order. All
 * parsers use it, so that they agree. Confined to one thread; reused.
 */
public final class Declarations {
  private static final String ROBOTS = "robots";

  private final String robotsName;
  private final List<RobotsMeta> robots = new ArrayList<>();
  private @Nullable String canonical;

  /** Gathers what is said to this crawler or to all. */
  public Declarations(ParseOptions options) {
    robotsName = options.robotsName();
  }

  /** Forgets everything. */
  public void clear() {
    robots.clear();
    canonical = null;
  }

  /** Whether a {@code <meta>} of this name speaks to all crawlers or to this one. */
  public boolean isToRobots(String name) {
    String lower = nameOf(name);
    return lower.equals(ROBOTS) || lower.equals(robotsName);
  }

  /** Takes a {@code <meta>} that {@linkplain #isToRobots speaks to} this crawler. */
  public void robots(String name, String content) {
    String directives = Titles.of(content);
    if (directives != null && robots.size() < Limits.ROBOTS_METAS_MAX) {
      robots.add(new RobotsMeta(nameOf(name), directives));
    }
  }

  /** Takes the target of a {@code <link rel=canonical>}. */
  public void canonical(String href) {
    if (canonical == null) {
      canonical = href;
    }
  }

  private static String nameOf(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * What was declared, where links are resolved against {@code base}, the document's own URL or
   * that of its base element, and queries written in {@code queryCharset}.
   */
  public Declared of(CrawlUrl document, CrawlUrl base, Charset queryCharset) {
    CrawlUrl otherBase = base.equals(document) ? null : base;
    CrawlUrl preferred = canonical == null ? null : base.resolveOrNull(canonical, queryCharset);
    if (preferred != null && !preferred.isHttp()) {
      preferred = null;
    }
    return robots.isEmpty() && preferred == null && otherBase == null
        ? Declared.NOTHING
        : new Declared(robots, preferred, otherBase);
  }
}
