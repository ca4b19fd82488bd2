package dev.weft.scope;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a seed sends besides its URL: a method and content with its media type. A search form that
 * is only answered to POST is reached that way. Two are equal if they send the same.
 */
public final class Submission {
  /** What forms send, and curl where nothing else is said. */
  public static final String FORM = "application/x-www-form-urlencoded";

  private final String method;
  private final @Nullable String contentType;
  private final byte[] content;

  private Submission(String method, @Nullable String contentType, byte[] content) {
    this.method = method;
    this.contentType = contentType;
    this.content = content;
  }

  /**
   * POST, PUT or PATCH with the content, which is the submission's from now on.
   *
   * @throws IllegalArgumentException whose message says what is wrong, to follow a place
   */
  public static Submission of(String method, @Nullable String contentType, byte[] content) {
    String name = method.toUpperCase(Locale.ROOT);
    if (!name.equals("POST") && !name.equals("PUT") && !name.equals("PATCH")) {
      throw new IllegalArgumentException(
          "method must be POST, PUT or PATCH; leave it out for a GET, which has no body");
    }
    if (content.length > Limits.SUBMISSION_BYTES_MAX) {
      throw new IllegalArgumentException(
          "the body has "
              + content.length
              + " bytes; at most "
              + Limits.SUBMISSION_BYTES_MAX
              + " are sent with a seed");
    }
    if (contentType != null && !contentType.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the content type must be visible ASCII on one line");
    }
    return new Submission(name, contentType, content);
  }

  /** The method in capitals. */
  public String method() {
    return method;
  }

  /** The media type of the content. */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  /** The content's bytes, perhaps none; not to be changed. */
  public byte[] content() {
    return content;
  }

  /** Whether sending it twice comes to the same as once (RFC 9110 §9.2.2). */
  public boolean isIdempotent() {
    return method.equals("PUT");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Submission that
        && method.equals(that.method)
        && Objects.equals(contentType, that.contentType)
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, contentType, Arrays.hashCode(content));
  }

  /** The method and the size; no content. */
  @Override
  public String toString() {
    return method + " of " + content.length + " bytes";
  }
}
