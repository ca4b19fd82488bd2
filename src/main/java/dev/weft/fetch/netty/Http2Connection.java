package dev.weft.fetch.netty;

import dev.weft.page.FetchFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.collection.IntObjectHashMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP/2 connection (RFC 9113), serving many exchanges at once, each as an {@link Http2Call} on
 * a stream of its own. {@link Http2Handler} speaks the protocol; here is who is on the connection
 * and what becomes of them.
 *
 * <ul>
 *   <li>Until the server's SETTINGS have come there is one stream; then as many as they allow.
 *   <li>GOAWAY <em>retires</em> the connection: nothing new is put on it, streams above the last
 *       one named start again elsewhere, the others finish, and then it is closed.
 *   <li>A stream that is reset, malformed or given up ends alone; the connection lives on.
 *   <li>When the connection breaks, what had headers is cut there, and what had not is tried once
 *       more if that is harmless and the server had answered anything on this connection, except
 *       the one whose frame broke it.
 *   <li>A connection on which nothing at all came while an exchange waited to its time-out is taken
 *       for dead and retires.
 * </ul>
 */
final class Http2Connection implements Connection {
  private final ByAge.Entry<Connection> inLane = new ByAge.Entry<>(this);
  private final Lane lane;
  private final OriginPool pool;
  private final InetSocketAddress remote;
  private final Channel channel;
  private final Http2Handler handler;
  private final Http2Requests requests;
  private final IntObjectHashMap<Http2Call> calls = new IntObjectHashMap<>();
  private boolean begun;
  private boolean settled;
  private boolean retired;
  private boolean answered;
  private boolean stirring;
  private int reads;

  private Http2Connection(Channel channel, Lane lane, OriginPool pool, InetSocketAddress remote) {
    this.channel = channel;
    this.lane = lane;
    this.pool = pool;
    this.remote = remote;
    handler = Http2Handler.of(this, lane.limits());
    requests = new Http2Requests(lane.requests(pool.origin()).heads(), pool.origin());
  }

  /** A connection that takes over a channel whose server chose HTTP/2. */
  static Http2Connection over(
      Channel channel, Lane lane, OriginPool pool, InetSocketAddress remote) {
    Http2Connection connection = new Http2Connection(channel, lane, pool, remote);
    channel.pipeline().addLast(connection.handler);
    return connection;
  }

  @Override
  public InetAddress address() {
    return remote.getAddress();
  }

  InetSocketAddress remote() {
    return remote;
  }

  Lane lane() {
    return lane;
  }

  @Override
  public ByAge.Entry<Connection> inLane() {
    return inLane;
  }

  @Override
  public void leavePool() {
    retired = true;
    inLane.remove();
    pool.remove(this);
  }

  @Override
  public void close() {
    leavePool();
    channel.close();
  }

  /** Whether another exchange may be put on it now. */
  boolean hasRoom() {
    return !retired && (settled ? handler.mayOpenStream() : !begun);
  }

  /**
   * Whether it is not yet known to allow fewer streams than these; one that allows none may yet.
   */
  boolean allowsAtLeast(int streams) {
    if (retired) {
      return false;
    }
    int most = handler.streamsMax();
    return !settled || most >= streams || most == 0;
  }

  /** Puts an exchange on a stream; only if there is room. */
  void serve(Exchange exchange) {
    begun = true;
    inLane.remove();
    int id = handler.nextStreamId();
    if (id < 0) {
      retire();
      lane.moveOn(exchange);
      return;
    }
    Http2Call call = new Http2Call(this, exchange, id);
    calls.put(id, call);
    exchange.carrier(call);
    lane.sent(exchange);
    handler.send(id, requests.of(exchange.request()), content(exchange));
    stirSoon();
  }

  private static ByteBuf content(Exchange exchange) {
    int length = exchange.request().content().arrayLength();
    return Unpooled.wrappedBuffer(exchange.request().content().array(), 0, length);
  }

  /** How often something was read. */
  int reads() {
    return reads;
  }

  /** Nothing new is put on the connection; it ends with its last call. */
  void retire() {
    leavePool();
    stirSoon();
  }

  /** A call has ended; its stream is reset if the server has not ended it. */
  void ended(Http2Call call, boolean reset) {
    calls.remove(call.streamId());
    if (reset) {
      handler.cancel(call.streamId());
    }
    stirSoon();
  }

  /** Something was read. */
  void read() {
    reads++;
  }

  /** The server has said how it wants things. */
  void settled() {
    settled = true;
    stirSoon();
  }

  /** Headers or trailers came; false if they were of no call. */
  boolean headers(int streamId, Http2Headers headers, boolean last) {
    Http2Call call = calls.get(streamId);
    if (call == null) {
      return false;
    }
    answered = true;
    call.headers(headers, last);
    return true;
  }

  /** Part of a body came; false if it moved no call on. */
  boolean data(int streamId, ByteBuf data, boolean last) {
    Http2Call call = calls.get(streamId);
    if (call == null) {
      return false;
    }
    boolean some = last || data.isReadable();
    call.data(data, last);
    return some;
  }

  /** Whether so many bytes of a stream are not to be acknowledged until they are {@link #taken}. */
  boolean holdsBack(int streamId, int bytes) {
    Http2Call call = calls.get(streamId);
    return call != null && call.holdBack(bytes);
  }

  /** Lets the server send as much again, if the call is not over. */
  void taken(Http2Call call, int bytes) {
    if (calls.get(call.streamId()) == call) {
      lane.heard(call.exchange());
      handler.taken(call.streamId(), bytes);
      stirSoon();
    }
  }

  /** The server gave a stream up. */
  void reset(int streamId, long error) {
    Http2Call call = calls.remove(streamId);
    if (call == null) {
      return;
    }
    stirSoon();
    if (call.cut()) {
      return;
    }
    Exchange exchange = call.exchange();
    if (error == Http2Error.REFUSED_STREAM.code() && !exchange.retried()) {
      lane.retry(exchange);
    } else {
      String why = String.valueOf(Http2Error.valueOf(error));
      exchange.fail(FetchFailure.DISCONNECTED, "the server reset the stream: " + why);
    }
  }

  /** What came on a stream breaks the rules. */
  void refuse(int streamId, FetchFailure reason, String message) {
    Http2Call call = calls.remove(streamId);
    if (call != null) {
      call.fail(reason, message);
      stirSoon();
    }
  }

  /** The server takes no more streams; those above {@code lastStreamId} it has not touched. */
  void goAway(int lastStreamId) {
    retire();
    for (Http2Call each : all()) {
      if (each.streamId() > lastStreamId) {
        calls.remove(each.streamId());
        startAgain(each.exchange());
      }
    }
  }

  /** Free of charge if the server did any work on this connection, or it would have no end. */
  private void startAgain(Exchange untouched) {
    if (answered) {
      lane.moveOn(untouched);
    } else if (untouched.retried()) {
      untouched.fail(FetchFailure.DISCONNECTED, "the server took no stream on two connections");
    } else {
      lane.retry(untouched);
    }
  }

  /** The connection is over: closed, or broken by a frame of the stream {@code culprit}. */
  void broken(int culprit, FetchFailure reason, String message) {
    retire();
    List<Http2Call> all = all();
    calls.clear();
    for (Http2Call each : all) {
      Exchange exchange = each.exchange();
      if (each.streamId() == culprit) {
        each.fail(reason, message);
      } else if (!each.cut()) {
        if (answered && exchange.mayRetry()) {
          lane.retry(exchange);
        } else {
          exchange.fail(FetchFailure.DISCONNECTED, message);
        }
      }
    }
  }

  private List<Http2Call> all() {
    return new ArrayList<>(calls.values());
  }

  /** Looks after what waits, and flushes, once for all that happens in this turn of the loop. */
  private void stirSoon() {
    if (!stirring) {
      stirring = true;
      lane.soon(this::stir);
    }
  }

  private void stir() {
    stirring = false;
    lane.placeWaiting(pool);
    if (channel.isActive()) {
      handler.flush();
    }
    if (calls.isEmpty() && retired) {
      channel.close();
    } else if (calls.isEmpty()) {
      lane.idle(this);
    }
  }
}
