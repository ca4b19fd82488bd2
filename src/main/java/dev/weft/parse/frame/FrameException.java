package dev.weft.parse.frame;

import java.io.IOException;

/** The other end sent what is no frame; the conversation cannot go on. The message says where. */
public final class FrameException extends IOException {
  private static final long serialVersionUID = 1;

  FrameException(String message) {
    super(message);
  }
}
