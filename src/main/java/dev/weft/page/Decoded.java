package dev.weft.page;

import org.jspecify.annotations.Nullable;

/**
 * A body without its content codings, as far as they could be undone.
 *
 * @param content what came out; the wire body itself if there was nothing to undo, or nothing that
 *     could be
 * @param truncation {@link Truncation#LENGTH} if the output cap cut it, {@link
 *     Truncation#DISCONNECT} if the coded data ended early
 * @param problem what was wrong with the coding, for people: an unknown one, too many, bad data
 */
public record Decoded(Body content, @Nullable Truncation truncation, @Nullable String problem) {
  static Decoded asIs(Body wire) {
    return new Decoded(wire, null, null);
  }
}
