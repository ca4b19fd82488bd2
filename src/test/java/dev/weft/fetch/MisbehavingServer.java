package dev.weft.fetch;

import dev.weft.fetch.Conversation.Script;
import dev.weft.url.CrawlUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback, on plain sockets with a thread each, that does at each path what a test
 * tells it to: one of the {@linkplain Misbehaviour named misbehaviours}, or a script of its own.
 */
public final class MisbehavingServer implements AutoCloseable {
  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final String[] tlsProtocols;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private MisbehavingServer(
      ServerSocket listener, @Nullable SSLContext tls, String... tlsProtocols) {
    this.listener = listener;
    this.tls = tls;
    this.tlsProtocols = tlsProtocols;
    for (Misbehaviour each : Misbehaviour.values()) {
      scripts.put(each.path(), each.script());
    }
    start("server-accept", this::acceptAll);
  }

  /** A server for http. */
  public static MisbehavingServer start() {
    return start(null);
  }

  /**
   * A server for https, or for http if {@code tls} is null; with these versions of TLS, or its own.
   */
  public static MisbehavingServer start(@Nullable SSLContext tls, String... tlsProtocols) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1_024);
      return new MisbehavingServer(listener, tls, tlsProtocols);
    } catch (IOException e) {
      throw new UncheckedIOException("no server on loopback", e);
    }
  }

  /** What to do at a path. */
  public void on(String path, Script script) {
    scripts.put(path, script);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The address of a path, on {@code localhost}. */
  public CrawlUrl url(String path) {
    return url("localhost", path);
  }

  public CrawlUrl url(Misbehaviour misbehaviour) {
    return url(misbehaviour.path());
  }

  public CrawlUrl url(String host, String path) {
    String scheme = tls == null ? "http" : "https";
    return CrawlUrl.parse(scheme + "://" + host + ":" + port() + path).orElseThrow();
  }

  /** The addresses the server listens at. */
  public List<InetAddress> addresses() {
    return List.of(listener.getInetAddress());
  }

  /** How many connections were made to it. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open. */
  public int openConnections() {
    return sockets.size();
  }

  /** The heads of all requests, in the order they came. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket each : sockets) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a socket does not close", e);
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        start("server-conversation", () -> converse(socket));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Conversation conversation = new Conversation(socket, secured(socket), closed);
      while (conversation.isOpen() && conversation.readRequest()) {
        heads.add(conversation.head());
        String path = conversation.head().split(" ", 3)[1];
        scripts.getOrDefault(path, c -> c.answer(404, "")).answer(conversation);
      }
    } catch (IOException e) {
      // The client left, which is what many a test is about.
    } finally {
      sockets.remove(socket);
    }
  }

  private Socket secured(Socket socket) throws IOException {
    if (tls == null) {
      return socket;
    }
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", port(), true);
    secured.setUseClientMode(false);
    if (tlsProtocols.length > 0) {
      secured.setEnabledProtocols(tlsProtocols);
    }
    return secured;
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
