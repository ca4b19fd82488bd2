package dev.weft.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The server's side of one connection, for scripts to misbehave on. Text is ISO-8859-1. */
public final class Conversation {
  /** What a server does when a request has come; an exception ends the connection. */
  @FunctionalInterface
  public interface Script {
    void answer(Conversation conversation) throws IOException;
  }

  private final Socket tcp;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch serverClosed;
  private String head = "";
  private byte[] content = new byte[0];
  private int requests;

  /** Over {@code socket}, which is {@code tcp} itself or TLS on top of it. */
  Conversation(Socket tcp, Socket socket, CountDownLatch serverClosed) throws IOException {
    this.tcp = tcp;
    this.socket = socket;
    this.serverClosed = serverClosed;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** The request line and fields of the latest request. */
  public String head() {
    return head;
  }

  /** The body of the latest request, if it told a length. */
  public String content() {
    return new String(content, ISO_8859_1);
  }

  /** How many requests have come on this connection. */
  public int requests() {
    return requests;
  }

  /** Sends bytes at once, in a segment of their own as far as TCP allows. */
  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  /** Sends a whole answer with a length. */
  public void answer(int status, String body) throws IOException {
    send("HTTP/1.1 " + status + " -\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /** Sends one byte every few milliseconds until the client or the server has had enough. */
  public void dripForEver() throws IOException {
    while (pause()) {
      send("x");
    }
  }

  /** Lets a little time go by; false if the server is closed meanwhile. */
  public boolean pause() {
    try {
      return !serverClosed.await(5, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits, saying nothing, until the client closes the connection. */
  public void holdUntilClosed() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Passes on what either side says to and from a port of this machine, until one leaves. */
  public void tunnelTo(int port) throws IOException {
    try (Socket target = new Socket(tcp.getLocalAddress(), port)) {
      Thread back = new Thread(() -> pump(target), "server-tunnel");
      back.setDaemon(true);
      back.start();
      in.transferTo(target.getOutputStream());
    }
  }

  private void pump(Socket target) {
    try {
      target.getInputStream().transferTo(out);
      socket.close();
    } catch (IOException e) {
      return; // One of the two left.
    }
  }

  /** Ends the connection in order. */
  public void close() throws IOException {
    socket.close();
  }

  /** Ends the TCP connection in order, without TLS's farewell. */
  public void drop() throws IOException {
    tcp.close();
  }

  /** Ends the connection by a reset. */
  public void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  boolean isOpen() {
    return !tcp.isClosed() && !socket.isClosed();
  }

  private int contentLength() {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .map(line -> line.substring(16))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  /** Reads the next request; false if the client has closed. */
  boolean readRequest() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      text.append((char) next);
    }
    head = text.toString();
    content = in.readNBytes(contentLength());
    requests++;
    return true;
  }
}
