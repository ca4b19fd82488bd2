package dev.weft.config;

import java.util.List;
import java.util.Map;

/** An option's values as somebody wrote them; {@code origin} is the layer, for people. */
record Setting(CrawlOption option, String origin, List<Value> values) {
  Setting {
    values = List.copyOf(values);
  }

  /**
   * A value and the name it has where it was written, which begins every message about it: {@code
   * config/crawl.yaml:14: delay}, {@code WEFT_DELAY} or {@code --delay}.
   */
  record Value(String text, String subject, Map<String, List<Value>> group) {
    Value {
      group = Map.copyOf(group);
    }

    /** A value that is a word or a line. */
    Value(String text, String subject) {
      this(text, subject, Map.of());
    }

    /** Whether it is a group of keys, each with its values; its text names the keys alone. */
    boolean isGroup() {
      return !group.isEmpty();
    }
  }
}
