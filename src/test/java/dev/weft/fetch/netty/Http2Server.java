package dev.weft.fetch.netty;

import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server of HTTP/2 over TLS on loopback, a thread a connection, that does as it is scripted. */
final class Http2Server implements AutoCloseable {
  /** What a server does at the start of a connection: its SETTINGS, usually. */
  @FunctionalInterface
  interface Greeting {
    void say(Http2Peer peer) throws IOException;
  }

  private final SSLServerSocket listener;
  private final List<Http2Peer> peers = new CopyOnWriteArrayList<>();
  private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
  private final Greeting greeting;
  private final Http2Peer.Script script;

  Http2Server(SSLContext tls, Greeting greeting, Http2Peer.Script script) throws IOException {
    this.greeting = greeting;
    this.script = script;
    listener =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 256, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    listener.setSSLParameters(parameters);
    start("h2-accept", this::acceptAll);
  }

  CrawlUrl url(String path) {
    return CrawlUrl.parse("https://localhost:" + listener.getLocalPort() + path).orElseThrow();
  }

  /** The connections that were made, in their order. */
  List<Http2Peer> peers() {
    return List.copyOf(peers);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SSLSocket each : sockets) {
      each.close();
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        sockets.add(socket);
        start("h2-conversation", () -> converse(socket));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void converse(SSLSocket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Http2Peer peer = new Http2Peer(socket);
      peers.add(peer);
      greeting.say(peer);
      peer.serve(script);
    } catch (IOException e) {
      // The client left, which is what many a test is about.
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
