package dev.weft.parse.frame;

/**
 * What is said. A worker is told SETUP and answers READY; then each REQUEST, in order, is answered
 * by one PARSED. Either end may close the socket at any time.
 */
public enum FrameType {
  /** From a worker: it can parse. No fields. */
  READY(1),
  /** To a worker: what to look for in documents. */
  SETUP(2),
  /** To a worker: a document, its wire body as the frame's body. */
  REQUEST(3),
  /** From a worker: what the document held. */
  PARSED(4);

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static FrameType of(int code) throws FrameException {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new FrameException("the frame's type is " + code + "; must be 1 to 4");
  }
}
