package dev.weft.fetch.blocking;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A TCP socket that knows whether its peer has ended the stream. Below TLS that tells a connection
 * that was cut from one that said farewell, which the JDK's TLS takes for the same.
 */
class WatchedSocket extends Socket {
  private volatile boolean ended;

  /** Whether the end of the stream was read. */
  boolean ended() {
    return ended;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return noted(in.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int count) throws IOException {
        return noted(in.read(bytes, offset, count));
      }
    };
  }

  private int noted(int result) {
    if (result < 0) {
      ended = true;
    }
    return result;
  }
}
