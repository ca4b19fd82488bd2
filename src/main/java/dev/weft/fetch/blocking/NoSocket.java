package dev.weft.fetch.blocking;

import dev.weft.page.FetchFailure;
import java.io.IOException;

/** A connection that cannot be made because this process may open no more files. */
final class NoSocket extends FetchEnded {
  private static final long serialVersionUID = 1;

  NoSocket(IOException cause) {
    super(FetchFailure.CONNECT_FAILED, "no socket: " + cause.getMessage());
  }
}
