package dev.weft.parse;

import dev.weft.page.Truncation;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's body held: the length and digest of its decoded content, and what parsing it
 * gave.
 *
 * @param digest {@code xxh3:} and 32 hex digits; null if the content could not be looked into
 * @param truncation if less of the content was had, or parsed, than there was
 * @param problem what was wrong with the content coding, for people
 */
public record ParsedContent(
    long bytes,
    @Nullable String digest,
    @Nullable Truncation truncation,
    @Nullable String problem,
    ParseOutcome outcome) {

  /** Nothing but the reason why a content could not be looked into. */
  public static ParsedContent failed(String code, String message) {
    return new ParsedContent(0, null, null, null, new ParseOutcome.ParseFailed(code, message));
  }

  /** What a parser answers that is abandoned. */
  public static ParsedContent abandoned() {
    return failed(ContentParser.ABANDONED, "the crawl ended before this was parsed");
  }

  /** The same content, which is a file, with what was wrong with what is in it. */
  ParsedContent opened(@Nullable Truncation cut, @Nullable String why) {
    return new ParsedContent(
        bytes,
        digest,
        truncation == null ? cut : truncation,
        problem == null ? why : problem,
        outcome);
  }

  /** The same content with another outcome of parsing it. */
  public ParsedContent with(ParseOutcome other) {
    return new ParsedContent(bytes, digest, truncation, problem, other);
  }
}
