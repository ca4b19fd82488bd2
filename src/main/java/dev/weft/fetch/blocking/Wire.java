package dev.weft.fetch.blocking;

import dev.weft.page.Body;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection: HttpCore's, with our reader of answers and the head of a request written as it is
 * given. Of one exchange at a time; only {@link #breakOff} is for other threads.
 */
final class Wire extends DefaultBHttpClientConnection {
  private static final Timeout GLANCE = Timeout.ofMilliseconds(1);

  private final WatchedSocket tcp;
  private final InetSocketAddress remote;
  private final Answers answers;
  private final boolean secure;
  private boolean used;

  private Wire(
      Limits limits, WatchedSocket tcp, InetSocketAddress remote, Answers answers, boolean secure) {
    super(
        Http1Config.custom().setBufferSize(limits.connectionBufferBytes()).build(),
        null,
        null,
        message -> ContentLengthStrategy.UNDEFINED,
        message -> ((Request) message).contentBytes,
        () -> (message, buffer, out) -> buffer.write(((Request) message).head, out),
        config -> answers);
    this.tcp = tcp;
    this.remote = remote;
    this.answers = answers;
    this.secure = secure;
  }

  /** A connection over TCP, or over TLS on it, which is open at {@code remote}. */
  static Wire over(
      Limits limits, WatchedSocket tcp, @Nullable SSLSocket tls, InetSocketAddress remote)
      throws IOException {
    Wire wire = new Wire(limits, tcp, remote, new Answers(), tls != null);
    wire.bind(tls == null ? new SocketHolder(tcp) : new SocketHolder(tls, tcp));
    return wire;
  }

  InetSocketAddress remote() {
    return remote;
  }

  InetAddress address() {
    return remote.getAddress();
  }

  /** Whether it has served a request before. */
  boolean isUsed() {
    return used;
  }

  /** Whether nothing came while nobody had asked; an end that came is not noticed. */
  boolean isQuiet() {
    try {
      return !tcp.isClosed() && tcp.getInputStream().available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether its peer has neither spoken nor left; takes a millisecond. */
  boolean isAlive() {
    try {
      return !isStale() && !isDataAvailable(GLANCE);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the end of what was read was told, not cut off; plain TCP tells no difference. */
  boolean endedCleanly() {
    return !secure || !tcp.ended();
  }

  /** Sends a request and reads its answer; false if the connection ended before that did. */
  boolean talk(String head, Body content, Reading reading) throws IOException, HttpException {
    answers.reading = reading;
    Request request = new Request(head, content);
    send(request);
    used = true;
    ClassicHttpResponse response = receiveResponseHeader();
    receiveResponseEntity(response);
    return reading.readBody(response.getEntity().getContent());
  }

  /** A server may answer, and leave, before it has read all that it is sent. */
  private void send(Request request) throws IOException, HttpException {
    try {
      sendRequestHeader(request);
      sendRequestEntity(request);
      flush();
    } catch (IOException e) {
      if (request.contentBytes == 0) {
        throw e;
      }
    }
  }

  /** Closes the socket under whoever is blocked in it. Any thread. */
  void breakOff() {
    breakOff(tcp);
  }

  /** Closes a socket, whatever it is doing. */
  static void breakOff(WatchedSocket tcp) {
    try {
      tcp.close();
    } catch (IOException e) {
      return; // It is of no more use either way.
    }
  }

  /** Ends the connection; with TLS's farewell only while it is idle, when that cannot block. */
  @Override
  public void close(CloseMode mode) {
    if (mode == CloseMode.GRACEFUL && secure) {
      super.close(mode);
    }
    breakOff();
  }

  /** A request as it is put on the wire. */
  private static final class Request extends BasicClassicHttpRequest {
    private static final long serialVersionUID = 1;

    private final transient byte[] head;
    private final long contentBytes;

    Request(String head, Body content) {
      super("GET", null, "/");
      this.head = head.getBytes(StandardCharsets.UTF_8);
      contentBytes = content.length();
      if (contentBytes > 0) {
        setEntity(new ByteArrayEntity(content.array(), 0, content.arrayLength(), null));
      }
    }
  }

  /** Parses each answer by the reading that waits for it. */
  private static final class Answers implements HttpMessageParser<ClassicHttpResponse> {
    private @Nullable Reading reading;

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException {
      if (reading == null) {
        throw new IllegalStateException("an answer that nobody reads");
      }
      return reading.parse(buffer, in);
    }
  }
}
