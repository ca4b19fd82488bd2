package dev.weft.fetch.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.fetch.FetchRequest;
import dev.weft.fetch.http1.Head;
import dev.weft.fetch.http1.RequestHead;
import dev.weft.page.FetchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/** Asks a proxy for a tunnel to the origin of a request, on a connection to it. */
final class Tunnel {
  private final RequestHead requests;
  private final Buffers.Shelf shelf;

  Tunnel(RequestHead requests, Buffers.Shelf shelf) {
    this.requests = requests;
    this.shelf = shelf;
  }

  /** Returns once what is said on {@code tcp} is said to the origin. */
  void open(Socket tcp, FetchRequest request) throws IOException {
    tcp.getOutputStream().write(requests.connect(request).getBytes(UTF_8));
    Buffers buffers = shelf.take();
    try {
      Optional<String> refusal = RequestHead.refusal(request, answer(tcp, buffers));
      if (refusal.isPresent()) {
        throw new FetchEnded(FetchFailure.PROXY_FAILED, refusal.get());
      }
      if (buffers.incoming.size() > 0) {
        throw new FetchEnded(FetchFailure.PROXY_FAILED, "bytes follow its answer to CONNECT");
      }
    } finally {
      shelf.put(buffers);
    }
  }

  private static Head answer(Socket tcp, Buffers buffers) throws IOException {
    InputStream in = tcp.getInputStream();
    buffers.reader.expect(true, 0);
    while (true) {
      int count = in.read(buffers.receive);
      if (count < 0) {
        throw new FetchEnded(FetchFailure.PROXY_FAILED, "it left instead of answering CONNECT");
      }
      buffers.reader.read(buffers.incoming.over(buffers.receive, count));
      Head head = buffers.reader.head();
      if (head != null) {
        return head;
      }
    }
  }
}
