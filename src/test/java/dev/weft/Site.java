package dev.weft;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small web server on a loopback port that remembers what it was asked, and how. */
final class Site implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** How a path is answered. */
  interface Page {
    Reply answer(Asked asked);
  }

  /** A request that came. */
  record Asked(String method, String path, Headers headers, String body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** An answer; header fields as name, value, name, value. */
  record Reply(int status, String body, List<String> fields) {
    static Reply ok(String body) {
      return new Reply(200, body, List.of());
    }

    static Reply to(String target, String... fields) {
      return new Reply(302, "", List.of(fields)).with("Location", target);
    }

    static Reply of(int status) {
      return new Reply(status, "", List.of());
    }

    Reply with(String name, String value) {
      List<String> more = new CopyOnWriteArrayList<>(fields);
      more.add(name);
      more.add(value);
      return new Reply(status, body, more);
    }
  }

  Site() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers a path so; all others, robots.txt too, are not found. */
  Site on(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A URL of this server under a name that means loopback. */
  String url(String host, String path) {
    return "http://" + host + ":" + port() + path;
  }

  /** What was asked for a path, in order. */
  List<Asked> asked(String path) {
    return asked.stream().filter(one -> one.path().equals(path)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Asked one =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders(),
            body);
    asked.add(one);
    Reply reply = pages.getOrDefault(one.path(), any -> Reply.of(404)).answer(one);
    for (int i = 0; i < reply.fields().size(); i += 2) {
      exchange.getResponseHeaders().add(reply.fields().get(i), reply.fields().get(i + 1));
    }
    byte[] bytes = reply.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
