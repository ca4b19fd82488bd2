package dev.weft.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server on loopback that answers well or goes wrong as the path of a request says, a thread a
 * connection, and keeps nothing of what was asked: for a million requests.
 */
final class FaultServer implements AutoCloseable {
  /** How an answer goes, by the path {@code /NAME}. */
  enum Fault {
    NONE,
    CHUNKED,
    LAST,
    LARGE,
    ENDLESS,
    RESET,
    RESET_IN_BODY,
    LEAVE,
    LEAVE_IN_BODY,
    GARBAGE,
    GARBAGE_IN_CHUNKS,
    BYTES_LEFT_OVER,
    SILENCE,
    SILENCE_IN_BODY,
    DRIP
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String PAGE = "<p>A page among many.</p>".repeat(160);
  private static final String LARGE_PAGE = PAGE.repeat(80);

  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  FaultServer() {
    try {
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0), 4_096);
    } catch (IOException e) {
      throw new UncheckedIOException("no server on loopback", e);
    }
    start(this::acceptAll);
  }

  /** The same at every address of this machine. */
  int port() {
    return listener.getLocalPort();
  }

  int openConnections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket each : sockets) {
      each.close();
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        start(() -> converse(socket));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String path = path(in); !path.isEmpty(); path = path(in)) {
        answer(Fault.valueOf(path), socket);
      }
    } catch (IOException e) {
      return; // The client left.
    } finally {
      sockets.remove(socket);
    }
  }

  /** What the next request wants; empty if there is none. */
  private static String path(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(256);
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      last = last << 8 | next;
      head.append((char) next);
    }
    int start = head.indexOf("/") + 1;
    return head.substring(start, head.indexOf(" ", start));
  }

  private void answer(Fault fault, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (fault) {
      case NONE -> send(out, whole(PAGE));
      case CHUNKED -> send(out, OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n");
      case LAST -> {
        send(out, OK + "Connection: close\r\n\r\n" + PAGE);
        socket.close();
      }
      case LARGE -> send(out, whole(LARGE_PAGE));
      case ENDLESS -> {
        send(out, OK + "\r\n");
        while (true) {
          send(out, LARGE_PAGE);
        }
      }
      case RESET -> reset(socket);
      case RESET_IN_BODY -> {
        send(out, whole(PAGE).substring(0, 2_000));
        reset(socket);
      }
      case LEAVE -> socket.close();
      case LEAVE_IN_BODY -> {
        send(out, whole(LARGE_PAGE).substring(0, 200_000));
        socket.close();
      }
      case GARBAGE -> send(out, "\0garbage\r\n\r\n");
      case GARBAGE_IN_CHUNKS -> send(out, OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
      case BYTES_LEFT_OVER -> send(out, whole(PAGE) + "more");
      case SILENCE -> quiet(500);
      case SILENCE_IN_BODY -> {
        send(out, whole(PAGE).substring(0, 2_000));
        quiet(500);
      }
      case DRIP -> {
        send(out, OK + "Content-Length: 100000\r\n\r\n");
        while (quiet(5)) {
          send(out, "x");
        }
      }
    }
  }

  private static String whole(String body) {
    return OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Lets time go by; false if the server is closed meanwhile. */
  private boolean quiet(long millis) {
    try {
      return !closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }
}
