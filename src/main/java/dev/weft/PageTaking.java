package dev.weft;

import dev.weft.engine.PageOutlet;
import dev.weft.page.Page;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Who takes the pages of a crawl: nobody, a program that pulls them, or a listener. */
record PageTaking(@Nullable PageOutlet outlet, @Nullable PageListener listener, int threads) {
  /** The pages are written and then forgotten. */
  static final PageTaking NONE = new PageTaking(null, null, 0);

  /** Starts the listener, if it is one that takes them. */
  @Nullable Listening listen(BiConsumer<Page, Throwable> failures) {
    return outlet == null || listener == null
        ? null
        : Listening.start(outlet, listener, threads, failures);
  }

  /** The pages to be pulled, if they are. */
  @Nullable Pages pages(Runnable cancel) {
    return outlet == null || listener != null ? null : new Pages(outlet, cancel);
  }

  /** Forgets what was not taken. */
  void drop() {
    if (outlet != null) {
      outlet.drop();
    }
  }
}
