package dev.weft.fetch;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that says the same bytes to everyone as soon as they speak, and then nothing more. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final byte[] bytes;

  RawServer(byte[] bytes) throws IOException {
    this.bytes = bytes;
    listener = new ServerSocket(0, 16, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  CrawlUrl url(String scheme) {
    return CrawlUrl.parse(scheme + "://localhost:" + listener.getLocalPort() + "/").orElseThrow();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        if (socket.getInputStream().read() >= 0) {
          socket.getOutputStream().write(bytes);
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
      } catch (IOException e) {
        // This client is gone, or the server is closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
