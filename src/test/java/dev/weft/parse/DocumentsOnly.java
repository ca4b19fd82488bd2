package dev.weft.parse;

import dev.weft.page.Headers;
import java.util.function.Consumer;

/** A content parser seen as one of documents: each is sent as a body without a coding. */
public final class DocumentsOnly implements Parser {
  private final ContentParser contents;
  private final boolean isShared;

  private DocumentsOnly(ContentParser contents, boolean isShared) {
    this.contents = contents;
    this.isShared = isShared;
  }

  /** A view that closes what it shows. */
  public static Parser of(ContentParser contents) {
    return new DocumentsOnly(contents, false);
  }

  /** A view of what others show too. */
  public static Parser ofShared(ContentParser contents) {
    return new DocumentsOnly(contents, true);
  }

  @Override
  public void parse(ParseRequest request, Consumer<ParseOutcome> done) {
    String type = request.contentType();
    Headers headers = type == null ? Headers.NONE : Headers.of("content-type", type);
    int all = Integer.MAX_VALUE - 8;
    contents.parse(
        new ContentRequest(request.url(), headers, request.content(), true, all, all),
        parsed -> done.accept(parsed.outcome()));
  }

  @Override
  public void close() {
    if (!isShared) {
      contents.close();
    }
  }
}
