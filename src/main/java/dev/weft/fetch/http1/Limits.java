package dev.weft.fetch.http1;

/**
 * The bounds of an answer that the caller does not set.
 *
 * @param headBytesMax status line and fields of one answer; browsers stop at 256 KiB, servers send
 *     under 8 KiB
 * @param lineBytesMax one line of it; half the block, so that a single field cannot fill it
 * @param fieldsMax fields of one answer; each costs two strings, ten times what real sites send
 * @param interimAnswersMax 1xx answers before the real one; one or two are usual
 * @param chunkLineBytesMax size and extensions of a chunk, and all trailers; nobody uses either
 */
public record Limits(
    int headBytesMax,
    int lineBytesMax,
    int fieldsMax,
    int interimAnswersMax,
    int chunkLineBytesMax) {

  public static final Limits DEFAULT = new Limits(64 << 10, 32 << 10, 1_000, 16, 4 << 10);
}
