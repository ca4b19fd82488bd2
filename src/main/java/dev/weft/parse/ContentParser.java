package dev.weft.parse;

import java.util.function.Consumer;

/**
 * Undoes the content coding of answers, digests and parses them: on the thread that calls, on
 * others or in other processes, with the same results. Safe to call from any thread, many at once.
 *
 * <pre>{@code
 * parser.parse(request, parsed -> loop.tell(parsed.outcome()));
 * }</pre>
 */
public interface ContentParser extends AutoCloseable {
  /** The error code of a content whose coding could not be undone, or not to its end. */
  String CODING = "contentCoding";

  /** The error code of documents that {@link #abandon} or {@link #close} found unparsed. */
  String ABANDONED = "abandoned";

  /**
   * Looks into one answer; {@code done} is called once, before this returns or later from another
   * thread. Never waits for another document. Hostile input gives {@link ParseOutcome.ParseFailed}.
   */
  void parse(ContentRequest request, Consumer<ParsedContent> done);

  /** Answers what waits or is being parsed with {@link #ABANDONED}, at once where that can be. */
  default void abandon() {}

  /** Abandons what there is and ends within two seconds. */
  @Override
  void close();
}
