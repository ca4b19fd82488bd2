package dev.weft.page;

import org.jspecify.annotations.Nullable;

/**
 * A body without its content codings, as far as they could be undone.
 *
 * @param content what came out, or the beginning of it; the wire body itself if there was nothing
 *     to undo, or nothing that could be, and it is in memory
 * @param bytes how many bytes came out in all
 * @param truncation {@link Truncation#LENGTH} if the output cap cut it, {@link
 *     Truncation#DISCONNECT} if the coded data ended early
 * @param problem what was wrong with the coding, for people: an unknown one, too many, bad data
 * @param isUndone whether {@code content} is as the server's own, with nothing left to undo
 */
public record Decoded(
    Body content,
    long bytes,
    @Nullable Truncation truncation,
    @Nullable String problem,
    boolean isUndone) {
  /** Whether {@code content} is all that came out. */
  public boolean isWhole() {
    return content.length() == bytes;
  }
}
